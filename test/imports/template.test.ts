import { createRequire } from 'node:module'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json } from '../../src/digest/digest.ts'
import { readHandlebars } from '../../src/imports/template/handlebars.ts'
import { unknownValues, valuesOf } from '../../src/imports/template/known-values.ts'
import { readMustache } from '../../src/imports/template/mustache.ts'
import { readNunjucks } from '../../src/imports/template/nunjucks.ts'
import type { Translation } from '../../src/imports/template/piece.ts'
import { readReplacement } from '../../src/imports/template/replacement.ts'
import { writeTemplate } from '../../src/imports/template/write.ts'
import { parseTemplate, render } from '../../src/resources/template.ts'

/** The engine of promptfoo, as an oracle. */
const nunjucks = createRequire(import.meta.url)('nunjucks') as {
  Environment: new (loader: null, options: object) => { renderString(text: string, view: object): string }
}
const engine = new nunjucks.Environment(null, { autoescape: false })

function rendered(text: string, view: { [name: string]: Json }): string | undefined {
  const parsed = parseTemplate(text)
  const rendering = parsed.ok ? render(parsed.template, view) : undefined
  return rendering?.ok === true ? rendering.text : undefined
}

function written({ pieces }: Translation, keepsLines = false): string {
  return writeTemplate(pieces, { keepsLines }).text
}

function reasons({ losses }: Translation): readonly string[] {
  return losses.map(({ tag, why }) => `${tag} ${why}`)
}

describe('Nunjucks and Jinja2', () => {
  const view = {
    name: 'Ada',
    user: { name: 'Bob' },
    on: true,
    off: false,
    items: [
      { id: 1, t: 'x' },
      { id: 2, t: 'y' },
    ],
    words: ['a', 'b'],
    none: [],
    w: '',
    i: { id: '' },
  }
  const scraps = [
    '{{name}}',
    '{{ user.name }}',
    '{{ user["name"] }}',
    '{{ "text" }}',
    '{# c #}',
    '{%- if on %}',
    '{% if off %}',
    '{% if not on %}',
    '{% else %}',
    '{% endif %}',
    '{% for i in items %}',
    '{% for w in words %}',
    '{% for w in none %}',
    '{{ i.id }}',
    '{{ w }}',
    '{% endfor %}',
    '{{- name -}}',
    '\n',
    '  ',
    'text',
    '{',
    '}',
    '{% raw %}{% x %}{% endraw %}',
    '{{ name | safe }}',
  ]

  test('what is kept without a loss renders as the original engine renders it', () => {
    let compared = 0
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...scraps), { maxLength: 14 }), (parts) => {
        const text = parts.join('')
        const translation = readNunjucks(text, valuesOf([view]))
        const { text: ours, spaced } = writeTemplate(translation.pieces, { keepsLines: true })
        const original = translation.losses.length > 0 || spaced ? undefined : renderedByEngine(text)
        if (original === undefined) return
        compared++
        expect({ text, ours, rendered: rendered(ours, view) }).toEqual({ text, ours, rendered: original })
      }),
      { numRuns: 2_000, seed: 3 },
    )
    expect(compared).toBeGreaterThan(300)
  })

  /** Undefined for what is no template. */
  function renderedByEngine(text: string): string | undefined {
    try {
      return engine.renderString(text, view)
    } catch {
      return undefined
    }
  }

  test.each([
    ['{{ a | upper }}', '{{a}}', ['{{ a | upper }} filter']],
    ['{{ a + b }}', '', ['{{ a + b }} expression']],
    ['{{ f(a) }}', '', ['{{ f(a) }} call']],
    ['{{ env.KEY }}', '', ['{{ env.KEY }} environment']],
    ['{% if a == 1 %}x{% else %}y{% endif %}', 'x', ['{% if a == 1 %} condition']],
    ['{% if a %}x{% elif b %}y{% endif %}', '{{#a}}x{{/a}}', ['{% if a %} truth', '{% elif b %} condition']],
    ['{% for a, b in c %}{{ a }}{% endfor %}', '', ['{% for a, b in c %} loop', '{{ a }} expression']],
    ['{% for a in b %}{{ c }}{% endfor %}', '{{#b}}{{c}}{{/b}}', ['{{ c }} outer name']],
    ['{% set a = 1 %}{% include "b" %}', '', ['{% set a = 1 %} statement', '{% include "b" %} partial']],
    ['{% macro m() %}x{% endmacro %}y', 'y', ['{% macro m() %} statement']],
    ['{% if a %}x', 'x', ['{% if a %} truth', '{% if a %} unclosed']],
    ['x{% endfor %}', 'x', ['{% endfor %} unclosed']],
  ])('%j becomes %j', (text, expected, lost) => {
    const translation = readNunjucks(text, unknownValues)
    expect([written(translation, true), reasons(translation)]).toEqual([expected, lost])
  })

  test('a condition on a text is null where there is none, and one on a list is none', () => {
    const known = valuesOf([{ a: 'x', b: [1] }, { a: '' }])
    const onText = readNunjucks('{% if a %}{{a}}{% endif %}', known)
    expect([written(onText), onText.conditions]).toEqual(['{{#a}}{{a}}{{/a}}', ['a']])
    expect(reasons(readNunjucks('{% if b %}x{% endif %}', known))).toEqual(['{% if b %} condition'])
  })
})

describe('Handlebars', () => {
  test.each([
    ['Hi {{name}} {{{user.name}}}', 'Hi {{name}} {{user.name}}', []],
    ['{{#each xs}}\n- {{this}} {{this.a}} {{b}}\n{{/each}}\n', '{{#xs}}\n- {{.}} {{a}} {{b}}\n{{/xs}}\n', []],
    [
      '{{#each xs}}{{../a}}{{@root.b}}{{/each}}',
      '{{#xs}}{{a}}{{b}}{{/xs}}',
      ['{{../a}} outer name', '{{@root.b}} outer name'],
    ],
    ['{{#with a}}{{b}}{{/with}}', '{{#a}}{{b}}{{/a}}', []],
    ['{{#a}}{{b}}{{/a}}{{^c}}d{{/c}}', '{{#a}}{{b}}{{/a}}{{^c}}d{{/c}}', ['{{^c}} truth']],
    ['a\n  {{! comment }}\nb {{!-- {{x}} --}} c', 'a\nb  c', []],
    ['a {{~b~}} c', 'a{{b}}c', []],
    ['\\{{a}}', '{ {a}}', []],
    [
      '{{> p}}{{h a}}{{@index}}{{#if (eq a b)}}c{{/if}}',
      'c',
      ['{{> p}} partial', '{{h a}} helper', '{{@index}} expression', '{{#if (eq a b)}} condition'],
    ],
  ])('%j becomes %j', (text, expected, lost) => {
    const translation = readHandlebars(text, unknownValues)
    expect([written(translation), reasons(translation)]).toEqual([expected, lost])
  })

  test('a tag alone on its line takes the line away, here as there', () => {
    const text = 'x\n{{#if on}}\n yes\n{{else}}\n no\n{{/if}}\ny'
    const ours = written(readHandlebars(text, valuesOf([{ on: true }])))
    expect([rendered(ours, { on: true }), rendered(ours, { on: false })]).toEqual(['x\n yes\ny', 'x\n no\ny'])
  })
})

describe('mustache and plain replacement', () => {
  test('sections stay, and partials, delimiters and what is no name are lost', () => {
    const translation = readMustache('{{#a}}{{{b}}}{{/a}}{{>c}}{{=<% %>=}}{{d e}}', unknownValues)
    expect(written(translation)).toBe('{{#a}}{{b}}{{/a}}')
    expect(reasons(translation)).toEqual(['{{>c}} partial', '{{=<% %>=}} expression', '{{d e}} expression'])
  })

  test('a key is replaced as it is written, and everything else in braces is a name', () => {
    const translation = readReplacement('{{a b}} {{ c }} {{d}} {{e.f}} {{g h}}', new Set(['a b', 'c', 'e.f']))
    expect(written(translation)).toBe('{{a_b}} {{c}} {{d}} {{e_f}} ')
    expect(reasons(translation)).toEqual(['{{ c }} spaces', '{{g h}} expression'])
  })
})
