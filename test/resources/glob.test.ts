import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseGlob } from '../../src/resources/glob.ts'

describe('a pattern', () => {
  test.each<[string, string, string[], string[]]>([
    ['kb/**/*.md', 'kb', ['a.md', 'x/y/a.md'], ['a.txt', 'a.md/b', 'amd']],
    ['kb/*.md', 'kb', ['a.md', '.md'], ['x/a.md', 'a.mdx']],
    ['faq.md', '', ['faq.md'], ['faqxmd', 'x/faq.md']],
    ['./docs/en/faq.md', 'docs/en', ['faq.md'], ['other.md']],
    ['../docs/**', '../docs', ['a', 'x/y'], ['']],
    ['**/kb/*', '', ['kb/a', 'x/kb/a', 'x/y/kb/a'], ['kb/x/a', 'xkb/a']],
    ['a?c/(b)+[x].md', '', ['abc/(b)+[x].md', 'a.c/(b)+[x].md'], ['a/c/(b)+[x].md', 'abc/bb.md']],
    ['**/**/x', '', ['x', 'a/x', 'a/b/x'], ['xx']],
  ])('%s begins at `%s`', (pattern, folder, fitting, others) => {
    const glob = parseGlob(pattern)
    expect(glob.folder).toBe(folder)
    expect(fitting.filter((path) => !glob.matches(path))).toEqual([])
    expect(others.filter((path) => glob.matches(path))).toEqual([])
  })

  test('without wildcards stands for itself alone, whatever is in it', () => {
    const name = fc.string({ minLength: 1, maxLength: 12 }).filter((text) => !/[/*?]/.test(text) && text !== '.')
    fc.assert(
      fc.property(name, name, (one, other) => {
        const { folder, matches } = parseGlob(`kb/${one}`)
        expect(folder).toBe('kb')
        expect(matches(one)).toBe(true)
        expect(matches(other)).toBe(one === other)
      }),
      { seed: 5, numRuns: 300 },
    )
  })

  test('of many wildcards takes no longer than it is long', () => {
    const { matches } = parseGlob(`${'*a'.repeat(200)}b`)
    expect(matches('a'.repeat(10_000))).toBe(false)
  })
})
