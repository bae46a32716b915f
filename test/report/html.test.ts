import { describe, expect, it } from 'vitest'
import { embeddedJson, embeddedText } from '../../src/report/html/embed.ts'
import { casesData } from '../../src/report/html/cases-data.ts'
import { script, scriptHash, style, styleHash } from '../../src/report/html/page.gen.ts'
import { phraseView } from '../../src/report/html/phrase-view.ts'
import { textPool } from '../../src/report/html/text-pool.ts'
import { formatsOf, renderReport } from '../../src/report/formats.ts'
import { asUntrusted } from '../../src/evaluation/untrusted.ts'
import { code, name, prose, word } from '../../src/report/phrase.ts'
import { withoutSecrets } from '../../src/report/redact.ts'
import { commandsIn } from '../rig/runner/command.ts'
import { attacked, hostileTexts } from './attacks.ts'
import { suiteCases } from './html-cases.ts'
import type { CaseSpec } from './html-cases.ts'
import { checkReport } from './make.ts'
import { sources, states } from './states.ts'

const closing = ['</script><script>alert(1)</script>', '<!--<script>', '&lt;', '\u2028\u2029', ']]>', '\ud800']

describe('data in a page', () => {
  it.each([...closing, ...hostileTexts])('comes out as it went in, and cannot end its element: %j', (text) => {
    const embedded = embeddedJson({ [text]: text })
    expect(JSON.parse(embedded)).toEqual({ [text]: text })
    expect(embedded).not.toMatch(/[<>&\u2028\u2029\n]/)
    expect(commandsIn(embedded)).toEqual([])
  })

  it('is escaped in a title', () => {
    expect(embeddedText('a </title><script> & b')).toBe('a &#60;/title&#62;&#60;script&#62; &#38; b')
  })
})

describe('a page', () => {
  const pages = Object.entries({ ...states, ...attacked }).flatMap(([state, report]) =>
    formatsOf(report.command).includes('html') ? [[state, renderReport(report, 'html', { sources })] as const] : [],
  )

  it('has exactly the elements that its document writes, whatever stands in the report', () => {
    for (const [state, page] of pages) {
      const tags =
        page
          .replace(script, '')
          .replace(style, '')
          .match(/<[a-z/!][^>]*>/gi) ?? []
      expect(tags.map((tag) => /^<[!/]?\w+/.exec(tag)?.[0]).join(' '), state).toBe(
        '<!doctype <html <head <meta <meta <meta <meta <meta <title </title <style </style </head <body ' +
          '<noscript </noscript <script </script <script </script <script </script </body </html',
      )
      expect(commandsIn(page), state).toEqual([])
    }
  })

  it('allows its own script and style by their hashes and nothing else', async () => {
    const hash = async (text: string): Promise<string> =>
      `sha256-${Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(text))).toString('base64')}`
    expect([scriptHash, styleHash]).toEqual([await hash(script), await hash(style)])
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(pages[0]?.[1] ?? '')?.[1]
    expect(policy).toBe(
      `default-src 'none'; script-src '${scriptHash}'; style-src '${styleHash}'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'`,
    )
  })

  it('stays small: script and style together are under 150 kB', () => {
    expect(Buffer.byteLength(script + style)).toBeLessThan(150_000)
  })
})

describe('the cases of a page', () => {
  const specs: readonly CaseSpec[] = [
    {
      id: 'a',
      base: { output: 'yes', scores: [1, 1] },
      head: { output: 'no', scores: [0, [1, 0]], reason: 'why not' },
    },
    { id: 'b', base: { missing: 'gone' }, head: { output: 'yes', scores: [1, 1] } },
    { id: 'c', head: { output: 'yes', scores: [1, 1] } },
  ]
  const own = suiteCases(specs)

  it('hold both sides, with why an assertion failed', () => {
    const { groups, texts } = casesData([own])
    const [first, second, third] = groups[0]?.cases ?? []
    expect(first?.head?.scores).toEqual([0, 0.5])
    expect(texts[first?.head?.trials[0]?.assertions[1]?.[1]?.[1] ?? -1]).toBe('why not')
    expect(second?.base).toMatchObject({ trials: [{ end: 'missing', reason: 'timeout' }] })
    expect(second?.base).not.toHaveProperty('scores')
    expect(third).not.toHaveProperty('base')
    expect(groups[0]?.metrics[0]?.assertions).toEqual(['contains "{{expected.source}}"', 'is-json'])
  })

  it('have every text, row and call once, however many subjects share them', () => {
    const other = { ...own, subject: 'support@haiku', gating: false }
    const [alone, both] = [casesData([own]), casesData([own, other])]
    expect(both.groups.map(({ key }) => key)).toEqual(['quality/support', 'quality/support@haiku'])
    expect([both.texts, both.rows, both.calls]).toEqual([alone.texts, alone.rows, alone.calls])
    expect(new Set(both.texts).size).toBe(both.texts.length)
  })

  it('say what is left out for length', () => {
    const pool = textPool(10)
    expect(['short', 'too long for it', 'short', 'fits'].map((text) => pool.indexOf(text))).toEqual([0, 1, 0, 2])
    expect([pool.texts, pool.leftOut]).toEqual([['short', '(left out for length)', 'fits'], 1])
    expect(textPool().indexOf('x'.repeat(100_001))).toBe(0)
    const long = textPool()
    long.indexOf('x'.repeat(100_002))
    expect(long.texts[0]).toMatch(/^x{100000}… \(2 more characters\)$/)
  })

  it('hold no secret: not in outputs, inputs, reasons, traces', () => {
    const secret = 'sk-0123456789'
    const everywhere = { output: secret, scores: [0, 0], reason: secret, judged: `so ${secret}` }
    const spec = { id: secret, input: { question: secret }, expected: { a: [secret] }, columns: { language: secret } }
    const cases = [suiteCases([{ ...spec, base: everywhere, head: { missing: secret } }])]
    const report = checkReport({ headline: { state: 'no-worse' }, exitCode: 0, cases })
    expect(renderReport(report, 'html', { sources })).toContain(secret)
    expect(renderReport(report, 'html', { sources, secrets: [secret] })).not.toContain(secret)
  })
})

describe('redaction', () => {
  it('copies only what holds a secret, and keeps shared what is shared', () => {
    const [clean, dirty] = [{ a: ['fine'] }, { b: ['my password1'] }]
    const report = { clean, first: dirty, second: dirty, none: undefined, number: Number.NaN }
    const safe = withoutSecrets(report, ['password1'])
    expect(safe).toEqual({ ...report, first: { b: ['my ***'] }, second: { b: ['my ***'] } })
    expect(safe.clean).toBe(clean)
    expect(safe.second).toBe(safe.first)
    expect(withoutSecrets(clean, ['password1'])).toBe(clean)
  })

  it('reaches keys, which users name, and no prototype', () => {
    const named = JSON.parse('{"slices": {"my password1": "de"}, "__proto__": {"password1": 1}, "list": [{"a": "b"}]}')
    const safe = withoutSecrets(named, ['password1'])
    expect(JSON.stringify(safe)).toBe('{"slices":{"my ***":"de"},"__proto__":{"***":1},"list":[{"a":"b"}]}')
    expect([Object.getPrototypeOf(safe), safe.list]).toEqual([Object.prototype, named.list])
  })
})

describe('a sentence of a page', () => {
  it('marks what is code and shows what would be unseen', () => {
    const phrase = [
      'a ',
      { strong: [name('b')] },
      code('c'),
      word('d\u202e'),
      prose('e `f` g'),
      { said: asUntrusted('h\ni') },
    ]
    expect(phraseView(phrase)).toEqual([
      'a ',
      { strong: [{ code: 'b' }] },
      { code: 'c' },
      'd⟨U+202E⟩',
      'e ',
      { code: 'f' },
      ' g',
      { code: 'h⏎i' },
    ])
  })
})
