import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commentOf } from '../../src/report/comment.ts'
import { headlineLine } from '../../src/report/headline-line.ts'
import { promoteMarker } from '../../src/report/markdown/marker.ts'
import { stepSummary } from '../../src/report/step-summary.ts'
import type { PromoteReport } from '../../src/verdict/promotion-reports.ts'
import type { CheckReport, Report } from '../../src/verdict/reports.ts'
import { sources, states } from './states.ts'

const reportUrl = 'https://github.example/acme/support/actions/runs/7/attempts/1'

function ofCommand<C extends Report['command']>(command: C): readonly (Report & { readonly command: C })[] {
  return Object.values(states).filter(
    (report): report is Report & { readonly command: C } => report.command === command,
  )
}

describe('the comment of a check', () => {
  it('is worth creating unless there was nothing to evaluate', () => {
    const checks = ofCommand('check')
    const isWorth = (report: CheckReport): boolean => commentOf(report, { sources })?.create === true
    expect(new Set(checks.map(({ headline }) => headline.state)).size).toBeGreaterThan(7)
    for (const report of checks) expect(isWorth(report)).toBe(report.headline.state !== 'nothing-to-evaluate')
  })

  it('begins with its marker', () => {
    const comment = commentOf(states['an invalid head']!, { sources })
    expect(comment?.marker).toBe('<!-- llmops:check services/bot -->')
    expect(comment?.body).toMatch(/^<!-- llmops:check services\/bot -->\n### ❌ LLMOps `services\/bot`: /)
  })

  it('leads to its run, before the commits', () => {
    const body = commentOf(states['a regression']!, { sources, reportUrl })?.body
    expect(body?.trimEnd().split('\n').at(-1)).toBe(
      '240 new calls, $1.25 of $10 (judge $1.12); base from the store · coverage 120/120 · not affected: `smoke` · ' +
        `[report](${reportUrl}) · \`a1b2c3d\` against \`9f8e7d6\``,
    )
    expect(commentOf(states['nothing to evaluate']!, { sources, reportUrl })?.body).not.toContain('[report]')
  })

  it.each([
    'javascript:alert(1)',
    'https://evil.example/a)b',
    'https://a.example/[x]',
    '//a.example',
    'https://a b',
    '',
  ])('has no link to %j, which is no plain address', (url) => {
    expect(commentOf(states['a regression']!, { sources, reportUrl: url })?.body).not.toContain('](')
  })

  it('holds no secrets', () => {
    const leaky: CheckReport = {
      ...ofCommand('check')[0]!,
      headline: { state: 'regression', subject: 'sk-secret-0123456789', metric: 'x', delta: -0.5 },
    }
    const secrets = ['sk-secret-0123456789']
    expect(commentOf(leaky, { sources, secrets })?.body).not.toContain('sk-secret')
    expect(stepSummary(leaky, { sources, secrets })).not.toContain('sk-secret')
    expect(headlineLine(leaky, secrets)).toBe('*** got worse. x −50.0 points')
  })
})

describe('the comment of a promotion', () => {
  const promotes: readonly PromoteReport[] = ofCommand('promote')

  it('is one for each target where each has a job of its own', () => {
    const [report] = promotes
    const markers = [undefined, 'staging', 'production'].map(
      (target) => commentOf(report!, { sources }, target)?.marker,
    )
    expect(markers).toEqual([
      '<!-- llmops:promote . -->',
      '<!-- llmops:promote . staging -->',
      '<!-- llmops:promote . production -->',
    ])
  })

  it('begins with its marker', () => {
    for (const report of promotes) {
      const comment = commentOf(report, { sources, reportUrl }, 'staging')
      expect(comment?.body.split('\n').slice(0, 2)).toEqual([comment?.marker, expect.stringMatching(/^### .*promote/)])
    }
  })

  it('is worth creating where something happened or should have, and not in a dry run', () => {
    const worth = Object.entries(states).flatMap(([name, report]) =>
      report.command === 'promote' ? [[name, commentOf(report, { sources })?.create] as const] : [],
    )
    expect(new Set(worth.filter(([, create]) => create === false).map(([name]) => name))).toEqual(
      new Set(['a promotion without targets', 'a dry run']),
    )
    expect(worth.length).toBeGreaterThan(6)
    const [report] = promotes.filter(({ targets }) => targets.some(({ outcome }) => outcome.kind === 'current'))
    const current = report?.targets.filter(({ outcome }) => outcome.kind === 'current')
    expect(commentOf({ ...report!, targets: current! }, { sources })?.create).toBe(false)
  })

  it('has one marker for each folder and target, which nothing can end early', () => {
    const text = fc.string({ unit: 'binary', minLength: 1 })
    fc.assert(
      fc.property(text, text, text, text, (a, b, c, d) => {
        expect(promoteMarker(a, b)).toMatch(/^<!-- llmops:promote (?!.*--.*-->)[\w./%-]+ [\w./%-]+ -->$/)
        const [one, other] = [
          [a, b],
          [c, d],
        ].map((both) => both.map((name) => name.toWellFormed()).join('\n'))
        if (one !== other) expect(promoteMarker(a, b)).not.toBe(promoteMarker(c, d))
      }),
    )
  })
})

it('is undefined for what is nothing to a pull request', () => {
  for (const command of ['plan', 'eval', 'status', 'rollback', 'validate'] as const)
    for (const report of ofCommand(command)) expect(commentOf(report, { sources })).toBeUndefined()
})

describe('the first line of a report', () => {
  it.each([
    ['a regression', 'support got worse. grounded −12.5 points'],
    ['a promotion that a gate stops', 'staging stopped, production waiting'],
    ['an invalid project', 'support: 2 errors, 1 warning in 16 resources (the work tree)'],
  ])('of %s is %s', (name, line) => {
    expect(headlineLine(states[name]!)).toBe(line)
  })

  it('is there for every report, in one line', () => {
    for (const report of Object.values(states)) expect(headlineLine(report)).toMatch(/^[^\n]+$/)
  })
})

describe('the summary of a step', () => {
  it('is there for every report: its Markdown, or its text as code', () => {
    for (const report of Object.values(states)) {
      const summary = stepSummary(report, { sources })
      expect(summary).toMatch(
        ['validate', 'import', 'rollback'].includes(report.command) || 'journal' in report
          ? /^```\n.*\n```\n$/s
          : /^(<!--.*\n)?### /,
      )
    }
  })
})
