import { getInput } from '@actions/core'
import { UsageFault } from '../../diagnostic/fault.ts'

/** What the workflow gives `with:`, trimmed; empty where it gives nothing. */
export function readInput(name: string): string {
  return getInput(name)
}

/**
 * One of several words.
 * @throws UsageFault that names the input and the words
 */
export function readChoice<Word extends string>(name: string, words: readonly Word[]): Word {
  const value = getInput(name)
  const word = words.find((word) => word === value.toLowerCase())
  if (word !== undefined) return word
  const accepted = words.map((word) => `\`${word}\``).join(', ')
  throw new UsageFault(`the input \`${name}\` is '${value}'; it takes ${accepted}`)
}

/** @throws UsageFault where the input is neither `true` nor `false` */
export function readFlag(name: string): boolean {
  return readChoice(name, ['true', 'false']) === 'true'
}
