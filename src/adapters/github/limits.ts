import { ForgeFault } from '../../publishing/forge.ts'

/** Refuses before it is sent what GitHub would refuse for its length. It counts characters, not bytes or UTF-16 units. */
export function requireLength(what: string, text: string, most: number): void {
  const characters = text.length <= most ? text.length : Array.from(text).length
  if (characters <= most) return
  const detail = `${what} of ${characters} characters is too long for GitHub, which takes ${most}`
  throw new ForgeFault({ kind: 'refused', detail })
}
