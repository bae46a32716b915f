/** How something is to be taken at a glance. `none` where nothing is to be said. */
export type Mark = 'good' | 'bad' | 'unsure' | 'better' | 'same' | 'first' | 'incomplete' | 'none'

/** For Markdown. */
export const emoji: Readonly<Record<Mark, string>> = {
  good: '✅',
  bad: '❌',
  unsure: '❔',
  better: '🔼',
  same: '=',
  first: '🌱',
  incomplete: '⚠️',
  none: '',
}

/** For terminals: one column wide each. */
export const sign: Readonly<Record<Mark, string>> = {
  good: '✓',
  bad: '✗',
  unsure: '?',
  better: '↑',
  same: '=',
  first: '•',
  incomplete: '!',
  none: '',
}
