import type { Problem } from '../diagnostic/problem.ts'

export type Decoded = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problem: Problem }

const lfsPointer = 'version https://git-lfs.github.com/spec/'

/**
 * The text of a file: UTF-8, a byte order mark dropped, every line end `\n` (a lone CR is one, as YAML 1.2 has it).
 * Lines and columns are those of the file as it stands; offsets are those of this text.
 */
export function decodeText(bytes: Uint8Array): Decoded {
  if (bytes.includes(0)) return { ok: false, problem: { code: 'not-text', why: 'NUL byte' } }
  const text = decodeUtf8(bytes)
  if (text === undefined) return { ok: false, problem: { code: 'not-text', why: 'invalid UTF-8' } }
  if (text.startsWith(lfsPointer)) return { ok: false, problem: { code: 'not-text', why: 'LFS pointer' } }
  return { ok: true, text: text.replace(/\r\n?/g, '\n') }
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}
