import { el } from './dom.ts'

const themes = ['auto', 'light', 'dark'] as const
type Theme = (typeof themes)[number]

const words: { readonly [T in Theme]: string } = { auto: '◐ auto', light: '☀ light', dark: '☾ dark' }

/** A button that goes through the themes: as the system has it, light, dark. Remembered where the browser allows it. */
export function themeButton(changed: () => void): HTMLElement {
  const button = el('button', { type: 'button', class: 'theme', onclick: () => set(after(current())) })
  function set(theme: Theme): void {
    document.documentElement.dataset['theme'] = theme
    button.replaceChildren(words[theme])
    button.setAttribute('aria-label', `Theme: ${theme}`)
    remember(theme)
    changed()
  }
  set(remembered())
  return button
}

function current(): Theme {
  return themes.find((theme) => theme === document.documentElement.dataset['theme']) ?? 'auto'
}

function after(theme: Theme): Theme {
  return themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'auto'
}

const key = 'llmops-theme'

/** A page from a file or in a frame may have no storage. */
function remembered(): Theme {
  try {
    return themes.find((theme) => theme === localStorage.getItem(key)) ?? 'auto'
  } catch {
    return 'auto'
  }
}

function remember(theme: Theme): void {
  try {
    localStorage.setItem(key, theme)
  } catch {
    // It holds until the page is closed.
  }
}
