import { describe, expect, test } from 'vitest'
import { decodeText } from '../../src/source/text.ts'

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('decodeText', () => {
  test.each([
    ['plain', 'a: ü\n', 'a: ü\n'],
    ['a byte order mark', '\ufeffa: 1\n', 'a: 1\n'],
    ['Windows line ends', 'a: 1\r\nb: 2\r\n', 'a: 1\nb: 2\n'],
    ['lone carriage returns', 'a: 1\rb: 2', 'a: 1\nb: 2'],
    ['nothing', '', ''],
  ])('reads %s', (_, written, text) => {
    expect(decodeText(encode(written))).toEqual({ ok: true, text })
  })

  test.each([
    ['a NUL byte', encode('a\0b'), 'NUL byte'],
    ['Latin-1', Uint8Array.of(0x63, 0x61, 0x66, 0xe9), 'invalid UTF-8'],
    ['an overlong form', Uint8Array.of(0xc0, 0xaf), 'invalid UTF-8'],
    ['half a surrogate pair', Uint8Array.of(0xed, 0xa0, 0x80), 'invalid UTF-8'],
    ['UTF-16', Uint8Array.of(0xff, 0xfe, 0x61, 0x62), 'invalid UTF-8'],
    ['a pointer of Git LFS', encode('version https://git-lfs.github.com/spec/v1\noid sha256:0\n'), 'LFS pointer'],
  ])('refuses %s', (_, bytes, why) => {
    expect(decodeText(bytes)).toEqual({ ok: false, problem: { code: 'not-text', why } })
  })
})
