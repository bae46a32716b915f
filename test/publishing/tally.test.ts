import { describe, expect, it } from 'vitest'
import { spentBy, withTally } from '../../src/publishing/tally.ts'

const body = '<!-- llmops:check . -->\n### no regression\n'
const run = (id: number, usd: number) => ({
  run: `https://github.example/acme/support/actions/runs/${id}/attempts/1`,
  usd,
})

describe('what the checks of a pull request spent', () => {
  it('is carried from comment to comment, each run once', () => {
    const first = withTally(body, undefined, run(1, 0.25))
    expect(first).toBe(
      `${body}\n<!-- llmops:spent before=0.000000 run=https://github.example/acme/support/actions/runs/1/attempts/1 usd=0.250000 -->\n`,
    )
    const second = withTally(body, first, run(2, 0.5))
    expect(spentBy(second)).toBe(0.75)
    expect(withTally(body, second, run(2, 0.5))).toBe(second)
    expect(withTally(body, second, run(2, 0))).toBe(second)
    expect(spentBy(withTally(body, second.replaceAll('\n', '\r\n'), run(3, 0)))).toBe(0.75)
  })

  it('outlives a comment that spent nothing and does not know', () => {
    const told = withTally(body, undefined, run(1, 0.25))
    expect(spentBy(withTally(body, told, undefined))).toBe(0.25)
    expect(withTally(body, body, undefined)).toBe(body)
  })

  it('is what the last line says, and nothing that looks like it elsewhere', () => {
    const line = '<!-- llmops:spent before=9.000000 run=x usd=9.000000 -->'
    for (const text of [`${body}> ${line}`, `${line}\n${body}`, body.replace('###', `${line} ###`)])
      expect(spentBy(text)).toBeUndefined()
  })

  it('ends no HTML comment, whatever a run is called', () => {
    const told = withTally(body, undefined, { run: 'a --> <script> b--', usd: 1 })
    expect(told.match(/-->/g)).toHaveLength(2)
    expect(spentBy(told)).toBe(1)
  })
})
