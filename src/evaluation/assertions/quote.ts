import { excerpt } from '../excerpt.ts'

/** A text in quotes, so short that two of them and a sentence have room in a reason. */
export function quote(text: string): string {
  return `"${excerpt(text, 80)}"`
}
