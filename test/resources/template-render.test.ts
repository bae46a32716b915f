import fc from 'fast-check'
import mustache from 'mustache'
import { describe, expect, it } from 'vitest'
import type { Json } from '../../src/digest/digest.ts'
import { parseTemplate, render, renderValue } from '../../src/resources/template.ts'
import type { Rendering } from '../../src/resources/template-render.ts'

type View = { readonly [name: string]: Json }

function rendered(text: string, view: View): Rendering {
  const parsed = parseTemplate(text)
  if (!parsed.ok) throw new Error(`does not parse: ${JSON.stringify(parsed.problems)}`)
  return render(parsed.template, view)
}

function textOf(text: string, view: View): string {
  const rendering = rendered(text, view)
  if (!rendering.ok) throw new Error(`does not render: ${JSON.stringify(rendering)}`)
  return rendering.text
}

function unknownIn(text: string, view: View): readonly string[] {
  const rendering = rendered(text, view)
  return rendering.ok ? [] : rendering.unknown.map(({ start, end }) => text.slice(start, end))
}

describe('variables', () => {
  it.each<[string, string, View, string]>([
    ['a text as it is, unescaped', '{{a}}', { a: '<b> & "c" \'d\'' }, '<b> & "c" \'d\''],
    ['numbers as JSON', '{{a}} {{b}} {{c}}', { a: 1.5, b: 1e21, c: -0 }, '1.5 1e+21 0'],
    ['booleans as JSON', '{{a}} {{b}}', { a: true, b: false }, 'true false'],
    ['null as nothing', '[{{a}}]', { a: null }, '[]'],
    ['objects as canonical JSON', '{{a}}', { a: { z: 1, b: [true, null] } }, '{"b":[true,null],"z":1}'],
    ['lists as canonical JSON', '{{a}}', { a: ['x', { d: 1, c: 2 }] }, '["x",{"c":2,"d":1}]'],
    ['the empty text', '[{{a}}]', { a: '' }, '[]'],
    ['dotted names', '{{a.b.c}}', { a: { b: { c: 'deep' } } }, 'deep'],
    ['the view itself', '{{.}}', { b: 1, a: 2 }, '{"a":2,"b":1}'],
    ['tags side by side', '{{a}}{{a}}', { a: 'x' }, 'xx'],
    ['a tag with spaces in it', '|{{ a }}|', { a: 'x' }, '|x|'],
  ])('render %s', (_, text, view, expected) => {
    expect(textOf(text, view)).toBe(expected)
  })

  it('insert text that is never parsed again', () => {
    const view = { a: '{{b}} {{#c}}{{/c}} {{{d}}} {{=<% %>=}}', b: 'no' }
    expect(textOf('{{a}}', view)).toBe(view.a)
    expect(textOf('{{#list}}{{.}}{{/list}}', { list: ['{{x}}', '{{'] })).toBe('{{x}}{{')
  })
})

describe('unknown names', () => {
  it.each<[string, View]>([
    ['{{constructor.name}}', { a: 1 }],
    ['{{constructor}}', {}],
    ['{{__proto__}}', {}],
    ['{{toString}}', {}],
    ['{{hasOwnProperty}}', {}],
    ['{{a.length}}', { a: 'text' }],
    ['{{a.length}}', { a: [1, 2] }],
    ['{{a.0}}', { a: [1, 2] }],
    ['{{a.0}}', { a: 'text' }],
    ['{{a.toFixed}}', { a: 1 }],
    ['{{a.__proto__}}', { a: {} }],
    ['{{a.b}}', { a: null }],
    ['{{a.b}}', { a: {} }],
    ['{{#missing}}{{/missing}}', {}],
    ['{{^missing}}{{/missing}}', {}],
    ['{{{missing}}}', {}],
  ])('%s', (text, view) => {
    expect(unknownIn(text, view)).toEqual([text.replace(/\{\{\/.*/, '')])
  })

  it('are all given, each once, in order, with name and range', () => {
    const text = '{{b}} {{#list}}{{c.d}}{{/list}} {{a}}'
    expect(rendered(text, { list: [1, 2, 3] })).toEqual({
      ok: false,
      tooLong: false,
      unknown: [
        { name: 'b', start: 0, end: 5 },
        { name: 'c.d', start: 15, end: 22 },
        { name: 'a', start: 32, end: 37 },
      ],
    })
  })

  it('do not count where nothing is rendered', () => {
    expect(textOf('{{#no}}{{missing}}{{/no}}ok', { no: false })).toBe('ok')
  })

  it('are own properties of the view where JSON has them', () => {
    expect(textOf('{{constructor}} {{toString}}', { constructor: 'a', toString: 'b' } as View)).toBe('a b')
    expect(textOf('{{__proto__}}', JSON.parse('{"__proto__": "own"}') as View)).toBe('own')
  })
})

describe('sections', () => {
  it.each<[string, string, View, string]>([
    ['true', '{{#a}}yes{{/a}}', { a: true }, 'yes'],
    ['false', '{{#a}}yes{{/a}}', { a: false }, ''],
    ['null', '{{#a}}yes{{/a}}', { a: null }, ''],
    ['the empty list', '{{#a}}yes{{/a}}', { a: [] }, ''],
    ['an object, whose names come first', '{{#a}}{{b}}{{c}}{{/a}}', { a: { b: 1 }, b: 2, c: 3 }, '13'],
    ['a text, which is the item', '{{#a}}{{.}} is {{a}}{{/a}}', { a: 'bar' }, 'bar is bar'],
    ['zero and the empty text, which are values', '{{#a}}[{{.}}]{{/a}}{{#b}}[{{.}}]{{/b}}', { a: 0, b: '' }, '[0][]'],
    ['the items of a list', '{{#a}}{{b}},{{/a}}', { a: [{ b: 1 }, { b: 2 }] }, '1,2,'],
    ['falsy items of a list', '{{#a}}({{.}}){{/a}}', { a: [0, false, null, ''] }, '(0)(false)()()'],
    ['lists in lists', '{{#a}}({{#.}}{{.}}{{/.}}){{/a}}', { a: [[1, 2], [], ['b']] }, '(12)()(b)'],
    ['a section in itself', '{{#a}}{{#a}}x{{/a}}{{/a}}', { a: [1, 2] }, 'xxxx'],
    ['dotted names', '{{#a.b}}{{c}}{{/a.b}}', { a: { b: { c: 'x' } } }, 'x'],
    ['outer names', '{{#a}}{{#b}}{{c}}{{d}}{{/b}}{{/a}}', { a: { c: 1 }, b: [{ d: 2 }], d: 3 }, '12'],
    [
      'a dotted name whose first part is found in the innermost item',
      '{{#a}}{{b.c}}{{/a}}',
      { a: [{ b: { c: 'in' } }, {}], b: { c: 'out' } },
      'inout',
    ],
  ])('over %s', (_, text, view, expected) => {
    expect(textOf(text, view)).toBe(expected)
  })

  it('do not look further out once the first part of a dotted name is found', () => {
    expect(unknownIn('{{#a}}{{b.c}}{{/a}}', { a: { b: {} }, b: { c: 'out' } })).toEqual(['{{b.c}}'])
  })

  it.each<[string, View, string]>([
    ['true', { a: true }, ''],
    ['false', { a: false }, 'no'],
    ['null', { a: null }, 'no'],
    ['the empty list', { a: [] }, 'no'],
    ['a list', { a: [0] }, ''],
    ['an object', { a: {} }, ''],
  ])('that are inverted, over %s', (_, view, expected) => {
    expect(textOf('{{^a}}no{{/a}}', view)).toBe(expected)
  })

  it.each<[string, string, string]>([
    ['lines of their own vanish', '| This Is\n{{#a}}\n|\n{{/a}}\n| A Line', '| This Is\n|\n| A Line'],
    ['indented, too', '|\n  {{#a}}\n|\n\t{{/a}} \n|', '|\n|\n|'],
    ['inverted, too', '|\n{{^b}}\n|\n{{/b}}\n|', '|\n|\n|'],
    ['with CRLF', '|\r\n{{#a}}\r\n{{/a}}\r\n|', '|\r\n|'],
    ['at the beginning', '  {{#a}}\n#{{/a}}\n/', '#\n/'],
    ['at the end', '#{{#a}}\n/\n  {{/a}}', '#\n/\n'],
    ['not beside text', ' {{#a}}YES{{/a}}\n {{#a}}GOOD{{/a}}\n', ' YES\n GOOD\n'],
    ['not beside another tag', '{{#a}}{{/a}}\n|', '\n|'],
    ['comments', 'Begin.\n  {{! Comment\n  of two lines {{x}}\nEnd.', 'Begin.\nEnd.'],
    ['comments in a line', '12345{{! Comment }}67890', '1234567890'],
    ['but never a variable', '|\n  {{c}}\n|', '|\n  x\n|'],
  ])('and comments stand alone: %s', (_, text, expected) => {
    expect(textOf(text, { a: true, b: false, c: 'x' })).toBe(expected)
  })
})

describe('limits', () => {
  it('end a template whose nested sections multiply', () => {
    for (const inner of ['', 'x', '{{a}}']) {
      const text = '{{#a}}'.repeat(40) + inner + '{{/a}}'.repeat(40)
      expect(rendered(text, { a: [1, 2, 3] })).toEqual({ ok: false, unknown: [], tooLong: true })
    }
  })

  it('end a template that repeats a long text', () => {
    expect(rendered('{{#a}}{{b}}{{/a}}', { a: Array(5_000).fill(0), b: 'x'.repeat(100_000) })).toMatchObject({
      tooLong: true,
    })
  })
})

/** What mustache.js renders with the same rules of text. */
function byMustache(text: string, view: View): string {
  return mustache.render(text, view, undefined, {
    escape: (value) => (typeof value === 'string' ? value : JSON.stringify(value)),
  })
}

describe('against mustache.js', () => {
  // Names that every view has, so that nothing is unknown; no values on which the implementations differ by design
  // (objects as text, `''` and `0` as sections), and at most one tag without output a line.
  const view = {
    t: 'text',
    n: 7,
    yes: true,
    no: false,
    list: [{ t: 'one' }, { n: 2 }],
    none: [],
    o: { t: 'inner', p: { n: 3 } },
  }
  const leaf = fc.constantFrom(
    '{{t}}',
    '{{ n }}',
    '{{{t}}}',
    '{{&o.p.n}}',
    'x',
    ' ',
    '\n',
    '\n\n',
    '  y\n',
    '\t',
    '{ ',
    '}',
    '\n{{! c }}\n',
  )
  const { node } = fc.letrec<{ node: string; nodes: string }>((tie) => ({
    nodes: fc.array(tie('node'), { maxLength: 5 }).map((parts) => parts.join('')),
    node: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      section(tie('nodes'), '#'),
      section(tie('nodes'), '^'),
    ),
  }))

  function section(nodes: fc.Arbitrary<string>, sigil: '#' | '^'): fc.Arbitrary<string> {
    const name = fc.constantFrom('yes', 'no', 'list', 'none', 'o', 'o.p')
    const around = fc.constantFrom(['x', 'x', 'x', 'x'], ['\n', '\n', '\n', '\n'], ['\n  ', ' \n', '\n\t', '\n'])
    return fc
      .tuple(name, nodes, around)
      .map(([tag, inner, [a, b, c, d]]) => `${a}{{${sigil}${tag}}}${b}${inner}${c}{{/${tag}}}${d}`)
  }

  it('renders generated templates to the same text', () => {
    fc.assert(
      fc.property(fc.array(node, { maxLength: 6 }), (parts) => {
        const text = parts.join('')
        expect(textOf(text, view)).toBe(byMustache(text, view))
      }),
      { seed: 7, numRuns: 3_000 },
    )
  })
})

describe('properties', () => {
  const json = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>
  const views = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'length', 'constructor'), json)

  it('a text without {{ renders to itself', () => {
    const texts = fc.string({ unit: 'grapheme', maxLength: 80 }).map((text) => text.replaceAll('{{', '{ {'))
    fc.assert(
      fc.property(texts, views, (text, view) => {
        expect(textOf(text, view)).toBe(text)
      }),
      { seed: 2 },
    )
  })

  it('what a variable inserts stays literal, in sections, too', () => {
    const inserted = fc
      .array(fc.constantFrom('{{', '}}', '{{a}}', '{{#a}}', '{{/a}}', '{{!', '{{=', 'x', '\n', '{'))
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(inserted, (text) => {
        expect(textOf('[{{x}}{{#x}}{{.}}{{/x}}]', { x: text })).toBe(`[${text}${text}]`)
        expect(renderValue(['{{x}}', '[{{x}}]'], { x: text })).toEqual({ ok: true, value: [text, `[${text}]`] })
      }),
      { seed: 3 },
    )
  })

  it('never throws', () => {
    const pieces = fc.constantFrom(
      '{{a}}',
      '{{#a}}',
      '{{^b}}',
      '{{/a}}',
      '{{/b}}',
      '{{.}}',
      '{{a.b}}',
      '{{length}}',
      '{{',
      '}}',
      'x',
      '\n',
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 20 }), views, (parts, view) => {
        const parsed = parseTemplate(parts.join(''))
        if (parsed.ok) expect(typeof render(parsed.template, view).ok).toBe('boolean')
        expect(typeof renderValue({ x: [parts.join('')] }, view).ok).toBe('boolean')
      }),
      { seed: 4, numRuns: 2_000 },
    )
  })

  it('renders half a surrogate pair, which has no canonical form', () => {
    expect(textOf('{{a}} {{b}}', { a: '\ud800', b: ['\ud800'] })).toBe('\ud800 ["\\ud800"]')
  })
})

describe('renderValue', () => {
  const view = { n: 3, yes: true, list: [1, 2], o: { k: 'v' }, nothing: null, t: 'text' }

  it('keeps the type of what a string names that is exactly one variable', () => {
    const value = ['{{n}}', '{{yes}}', '{{list}}', '{{o}}', '{{nothing}}', '{{t}}', '{{{n}}}', '{{o.k}}']
    expect(renderValue(value, view)).toEqual({ ok: true, value: [3, true, [1, 2], { k: 'v' }, null, 'text', 3, 'v'] })
  })

  it('makes a text of anything more', () => {
    const value = [' {{n}}', '{{n}}{{n}}', '{{! c }}{{n}}', '{{#yes}}{{n}}{{/yes}}', '[{{nothing}}]']
    expect(renderValue(value, view)).toEqual({ ok: true, value: [' 3', '33', '3', '3', '[]'] })
  })

  it('reaches every string and leaves keys and other values', () => {
    const value = { '{{n}}': { a: ['{{t}}', 1, null, false] }, b: 'is {{t}}' }
    expect(renderValue(value, view)).toEqual({
      ok: true,
      value: { '{{n}}': { a: ['text', 1, null, false] }, b: 'is text' },
    })
  })

  it('gives unknown names and problems with the path of their string', () => {
    expect(renderValue({ a: ['ok', '{{missing}}', { b: 'x {{gone.far}} {{n}}' }], c: '{{#n}}' }, view)).toEqual({
      ok: false,
      unknown: [
        { path: ['a', 1], name: 'missing', start: 0, end: 11 },
        { path: ['a', 2, 'b'], name: 'gone.far', start: 2, end: 14 },
      ],
      problems: [{ path: ['c'], problem: expect.objectContaining({ code: 'template-syntax' }), start: 0, end: 6 }],
      tooLong: false,
    })
  })

  it('keeps a key named __proto__ as what it is', () => {
    const rendering = renderValue(JSON.parse('{"__proto__": "{{n}}"}') as Json, view)
    expect(JSON.stringify(rendering)).toBe('{"ok":true,"value":{"__proto__":3}}')
  })
})
