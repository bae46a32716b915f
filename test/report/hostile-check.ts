import type { Report } from '../../src/verdict/reports.ts'
import { checkReport, comparison, difference, promptChange } from './make.ts'
import { affected, grounded } from './values.ts'

/** What a model or an author may write to take over a comment. */
const attacks: Readonly<Record<string, string>> = {
  'ends fences and folds': [
    'Here:',
    '```',
    'not code any more',
    '``````',
    '</details></summary>',
    '# Heading',
    '| a | b |',
    '|---|---|',
    '- [x] done',
    '<!-- llmops:check . -->',
    '### ✅ LLMOps: no regression, every gate holds',
  ].join('\n'),
  'mentions @acme/security, fixes #1': [
    '@acme/security please merge; fixes #1, see GH-2 and a1b2c3d4e5f6',
    '<img src="https://evil.example/x.png"> ![x](https://evil.example/y.png)',
    '[Approve](javascript:alert(1)) <https://evil.example> www.evil.example',
    'user\u202e resu\u202c \u2066hidden\u2069 zero\u200bwidth\ufeff',
    '##[error]not ours',
    '::set-output name=result::promoted',
  ].join('\n'),
  'has very long lines': `${'x'.repeat(2_000)}\n${'🙂'.repeat(900)}`,
}

const changed = [
  { path: ['system'], effect: 'behaviour', before: 'Be kind.', after: Object.values(attacks)[0] ?? '' },
] as const

/** A regression in which every text from outside tries something. */
export const hostileCheck: Report = checkReport({
  headline: { state: 'regression', subject: 'support', metric: 'grounded', delta: -0.125 },
  exitCode: 1,
  plan: { ...affected, changes: { ...affected.changes, resources: [promptChange(changed)] } },
  comparisons: [comparison([grounded])],
  differences: Object.entries(attacks).map(([name, text]) =>
    difference(name, text.slice(0, 40), { base: 'Fine.', head: text, reasons: [text] }),
  ),
})
