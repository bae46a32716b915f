import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { namesUsed, parseTemplate } from '../../src/resources/template.ts'
import type { Template, TemplateProblem } from '../../src/resources/template.ts'

function template(text: string): Template {
  const parsed = parseTemplate(text)
  if (!parsed.ok) throw new Error(`does not parse: ${JSON.stringify(parsed.problems)}`)
  return parsed.template
}

function problems(text: string): readonly TemplateProblem[] {
  const parsed = parseTemplate(text)
  return parsed.ok ? [] : parsed.problems
}

/** The marked texts with their codes. */
function marked(text: string): readonly [string, string][] {
  return problems(text).map(({ problem, start, end }) => [problem.code, text.slice(start, end)])
}

describe('parseTemplate', () => {
  it('keeps a text without tags as one node', () => {
    expect(template('a } b }} { "c": {} }').nodes).toEqual([{ kind: 'text', text: 'a } b }} { "c": {} }' }])
    expect(template('').nodes).toEqual([])
  })

  it('reads the three forms of a variable alike, with the range of the whole tag', () => {
    const text = '{{a}}{{{ b.c }}}{{& d-1 }}{{ . }}'
    expect(template(text).nodes).toEqual([
      { kind: 'variable', name: 'a', path: ['a'], start: 0, end: 5 },
      { kind: 'variable', name: 'b.c', path: ['b', 'c'], start: 5, end: 16 },
      { kind: 'variable', name: 'd-1', path: ['d-1'], start: 16, end: 26 },
      { kind: 'variable', name: '.', path: [], start: 26, end: 33 },
    ])
  })

  it('leaves the braces of JSON around a tag in the text', () => {
    expect(template('{"a": {{a}}}').nodes).toMatchObject([{ text: '{"a": ' }, { name: 'a' }, { text: '}' }])
    expect(template('{"a":{{{a}}}}').nodes).toMatchObject([{ text: '{"a":' }, { name: 'a' }, { text: '}' }])
  })

  it('names letters of every script', () => {
    expect(namesUsed(template('{{größe}} {{質問}} {{$x}} {{@id}} {{ns:name}}')).map(({ text }) => text)).toEqual([
      'größe',
      '質問',
      '$x',
      '@id',
      'ns:name',
    ])
  })

  it.each([
    ['a tag that is not closed', 'a {{b and\nmore', [['template-syntax', '{{b and']]],
    ['a tag with a single closing brace', '{{a} and {{b}}', [['template-syntax', '{{a} and {{b}}']]],
    ['a triple tag that closes with two', '{{{a}} x', [['template-syntax', '{{{a}} x']]],
    ['an empty tag', 'x {{ }} y', [['template-syntax', '{{ }}']]],
    ['a section without a name', '{{#}}', [['template-syntax', '{{#}}']]],
    ['a filter of Jinja', '{{ name | upper }}', [['template-syntax', '{{ name | upper }}']]],
    ['the doubled braces of an f-string', '{{"a": 1}}', [['template-syntax', '{{"a": 1}}']]],
    [
      'a name with an empty part',
      '{{a..b}} {{.a}} {{a.}}',
      ['{{a..b}}', '{{.a}}', '{{a.}}'].map((tag) => ['template-syntax', tag]),
    ],
    ['a section that is not closed', '{{#a}} x', [['template-syntax', '{{#a}}']]],
    ['a section that is not open', 'x {{/a}}', [['template-syntax', '{{/a}}']]],
    [
      'sections that cross',
      '{{#a}}{{#b}}{{/a}}{{/b}}',
      [
        ['template-syntax', '{{#b}}'],
        ['template-syntax', '{{/b}}'],
      ],
    ],
    [
      'a partial',
      '{{> footer }} {{<layout}}',
      [
        ['template-feature', '{{> footer }}'],
        ['template-feature', '{{<layout}}'],
      ],
    ],
    ['a delimiter change', '{{=<% %>=}} <% a %>', [['template-feature', '{{=<% %>=}}']]],
    [
      'everything that is wrong, in order',
      '{{#a}} {{> b}} {{c d}} {{e',
      [
        ['template-syntax', '{{#a}}'],
        ['template-feature', '{{> b}}'],
        ['template-syntax', '{{c d}}'],
        ['template-syntax', '{{e'],
      ],
    ],
  ])('reports %s', (_, text, expected) => {
    expect(marked(text)).toEqual(expected)
  })

  it('says what a feature is and which brace is missing', () => {
    expect(problems('{{>a}}')[0]?.problem).toEqual({ code: 'template-feature', feature: 'partial' })
    expect(problems('{{=| |=}}')[0]?.problem).toEqual({ code: 'template-feature', feature: 'delimiter change' })
    expect(problems('{{{a')[0]?.problem).toEqual({
      code: 'template-syntax',
      message: 'the tag is not closed; `}}}` is missing',
    })
    expect(problems(`{{${'x '.repeat(500)}}}`)[0]?.problem).toMatchObject({
      message: expect.stringMatching(/^.{0,160}$/u),
    })
  })

  it('nests 64 sections and no more', () => {
    const nested = (depth: number) => '{{#a}}'.repeat(depth) + '{{/a}}'.repeat(depth)
    expect(parseTemplate(nested(64)).ok).toBe(true)
    expect(problems(nested(65)).map(({ problem }) => problem)).toEqual([{ code: 'too-deep', limit: 64 }])
  })

  it('takes time in proportion to the text, whatever stands in it', () => {
    const hostile = ['{{', '{', '{{{', '{{#a}}', '{{/a}}', '{{a ', '}}', '{{! ', '   {{!a}}', '\n{{^a}}{{/b}}']
    for (const piece of hostile) {
      const started = performance.now()
      parseTemplate(piece.repeat(100_000))
      expect(performance.now() - started, piece).toBeLessThan(5_000)
    }
  })

  it('never throws, and marks ranges inside the text in order', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '{{',
      '}}',
      '#',
      '^',
      '/',
      '!',
      '>',
      '=',
      '.',
      ' ',
      '\n',
      'a',
      'b.c',
      '"',
      '\ud800',
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        const text = parts.join('')
        const found = problems(text)
        for (const [index, { start, end }] of found.entries()) {
          expect(start).toBeGreaterThanOrEqual(found[index - 1]?.start ?? 0)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(text.length)
        }
      }),
      { seed: 1, numRuns: 2_000 },
    )
  })
})

describe('namesUsed', () => {
  it('gives every use with its place, and whether the view itself has to supply it', () => {
    const text = '{{a}} {{#list}}{{b}} {{.}} {{^c}}{{d}}{{/c}}{{/list}} {{^e}}{{f.g}}{{/e}} {{a}}'
    const names = namesUsed(template(text)).map(({ path, text: name, start, end, root }) => {
      return [path.join('/'), name, text.slice(start, end), root]
    })
    expect(names).toEqual([
      ['a', 'a', '{{a}}', true],
      ['list', 'list', '{{#list}}', true],
      ['b', 'b', '{{b}}', false],
      ['c', 'c', '{{^c}}', false],
      ['d', 'd', '{{d}}', false],
      ['e', 'e', '{{^e}}', true],
      ['f/g', 'f.g', '{{f.g}}', true],
      ['a', 'a', '{{a}}', true],
    ])
  })

  it('finds nothing in a text, a comment and the item itself', () => {
    expect(namesUsed(template('a {{! b }} {{.}}'))).toEqual([])
  })
})
