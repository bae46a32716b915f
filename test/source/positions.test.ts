import { describe, expect, test } from 'vitest'
import type { KeyPath, Place } from '../../src/diagnostic/place.ts'
import { sourceSet } from '../../src/source/positions.ts'

const text = `# a comment
kind: Prompt
model:
user: |
  One {{name}},
  two {{name}}.
list:
  - {a: 1, "b c": "x"}
  - deep:
      er: 3
empty: ""
---
kind: Second
`
const sources = sourceSet(new Map([['f.yaml', text]]))

function at(path: KeyPath, more: Partial<Place & { in: 'yaml' }> = {}): string {
  const place: Place = { in: 'yaml', file: 'f.yaml', document: 0, path, part: 'value', ...more }
  return shown(sources.locate(place))
}

function shown({ line, column, endLine, endColumn }: ReturnType<typeof sources.locate>): string {
  return `${line}:${column}-${endLine}:${endColumn}`
}

describe('a place in YAML stands', () => {
  test.each<[string, string, string]>([
    ['at a value', at(['kind']), '2:7-2:13'],
    ['at a key', at(['kind'], { part: 'key' }), '2:1-2:5'],
    ['at the key where there is no value', at(['model']), '3:1-3:6'],
    ['over a whole block scalar', at(['user']), '4:7-6:16'],
    ['at an item of a list', at(['list', 0]), '8:5-8:23'],
    ['at a quoted key', at(['list', 0, 'b c'], { part: 'key' }), '8:12-8:17'],
    ['at a value in an item', at(['list', 1, 'deep', 'er']), '10:11-10:12'],
    ['at the longest part of a path that leads nowhere', at(['list', 1, 'no', 'where']), '9:5-10:12'],
    ['at an empty text', at(['empty']), '11:8-11:10'],
    ['over the whole document for the empty path', at([]), '2:1-11:10'],
    ['in the second document', at(['kind'], { document: 1 }), '13:7-13:13'],
    ['at the first line for a document that is not there', at(['kind'], { document: 9 }), '1:1-1:1'],
    ['at a piece of a value', at(['user'], { snippet: { text: '{{name}}', nth: 0 } }), '5:7-5:15'],
    ['at the second such piece', at(['user'], { snippet: { text: '{{name}}', nth: 1 } }), '6:7-6:15'],
    [
      'at the whole value where the piece is not in it',
      at(['user'], { snippet: { text: '{{x}}', nth: 0 } }),
      '4:7-6:16',
    ],
    ['not at a piece behind the value', at(['kind'], { snippet: { text: 'One', nth: 0 } }), '2:7-2:13'],
  ])('%s', (_, found, expected) => {
    expect(found).toBe(expected)
  })
})

describe('a place in a text stands', () => {
  const others = sourceSet(
    new Map([
      ['t.md', 'one\ntwo {{x}}\n{{x}}\n'],
      ['bad.json', '{"a": [1,'],
    ]),
  )
  const locate = (place: Place): string => shown(others.locate(place))

  test.each<[string, Place, string]>([
    ['at its offsets', { in: 'text', file: 't.md', start: 4, end: 7 }, '2:1-2:4'],
    ['over lines', { in: 'text', file: 't.md', start: 2, end: 5 }, '1:3-2:2'],
    ['at the end for offsets beyond it', { in: 'text', file: 't.md', start: 900, end: 901 }, '4:1-4:1'],
    ['at a snippet', { in: 'snippet', file: 't.md', snippet: { text: '{{x}}', nth: 1 } }, '3:1-3:6'],
    [
      'at the top for a snippet that is not there',
      { in: 'snippet', file: 't.md', snippet: { text: 'no', nth: 0 } },
      '1:1-1:1',
    ],
    ['at the top of a file as such', { in: 'file', file: 't.md' }, '1:1-1:1'],
    ['at the top of a file that was never read', { in: 'text', file: 'gone', start: 5, end: 6 }, '1:1-1:1'],
  ])('%s', (_, place, expected) => {
    expect(locate(place)).toBe(expected)
  })

  test('and its lines are those of the file', () => {
    expect(others.lines('t.md', 2, 3)).toEqual(['two {{x}}', '{{x}}'])
    expect(others.lines('t.md', 0, 1)).toEqual(['one'])
    expect(others.lines('t.md', 90, 95)).toEqual([])
    expect(others.lines('gone', 1, 1)).toEqual([])
  })

  test('and a deeply nested file is located without parsing it', () => {
    const deep = sourceSet(new Map([['deep.yaml', '['.repeat(50_000)]]))
    const place: Place = { in: 'yaml', file: 'deep.yaml', document: 0, path: [0, 0], part: 'value' }
    expect(shown(deep.locate(place))).toBe('1:1-1:1')
  })
})
