import { compilePattern } from './pattern.ts'

/** A pattern of paths: `*` is any part of a name, `?` any character of it, `**` any number of folders. */
export interface Glob {
  /** The folder that it certainly leads through, relative to where it is written; `''`: there itself. */
  readonly folder: string
  /** Whether a path below that folder, relative to it, fits. Linear in the path. */
  readonly matches: (path: string) => boolean
}

/** Reads a pattern. What is no wildcard stands for itself; the last part always names files. */
export function parseGlob(pattern: string): Glob {
  const parts = pattern.split('/').filter((part) => part !== '' && part !== '.')
  const wild = parts.findIndex((part) => /[*?]/.test(part))
  const fixed = Math.min(wild === -1 ? parts.length : wild, parts.length - 1)
  const source = parts.slice(fixed).map(partSource).join('')
  const compiled = compilePattern(`^${source}$`)
  if (!compiled.ok) throw new Error(`the pattern ${pattern} became no expression: ${compiled.message}`)
  return { folder: parts.slice(0, fixed).join('/'), matches: compiled.test }
}

function partSource(part: string, index: number, parts: readonly string[]): string {
  const isLast = index === parts.length - 1
  if (part === '**') return isLast ? '.+' : '(?:[^/]+/)*'
  const name = Array.from(part, characterSource).join('')
  return isLast ? name : `${name}/`
}

function characterSource(character: string): string {
  if (character === '*') return '[^/]*'
  return character === '?' ? '[^/]' : character.replace(/[\\^$.|+()[\]{}]/, '\\$&')
}
