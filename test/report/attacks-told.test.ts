import { describe, expect, it, vi } from 'vitest'
import { annotate } from '../../src/adapters/actions/annotate.ts'
import { log } from '../../src/adapters/actions/log.ts'
import { statusOf } from '../../src/publishing/status-of.ts'
import { annotationsOf } from '../../src/report/annotations.ts'
import { commentOf } from '../../src/report/comment.ts'
import { renderReport } from '../../src/report/formats.ts'
import { headlineLine } from '../../src/report/headline-line.ts'
import { noResultComment } from '../../src/report/no-result.ts'
import { stepSummary } from '../../src/report/step-summary.ts'
import type { Report } from '../../src/verdict/reports.ts'
import { commandsIn, linesOf } from '../rig/runner/command.ts'
import { secretMasker } from '../rig/runner/secret-masker.ts'
import { type StepOutput, stepOutputReader } from '../rig/runner/step-output.ts'
import { attacked, attackedOneByOne, hostileTexts } from './attacks.ts'
import { markdownOffences } from './markdown-offences.ts'
import { sources, states } from './states.ts'

const reportUrl = 'https://github.example/acme/support/actions/runs/7/attempts/1'

const reports: readonly (readonly [name: string, report: Report])[] = [
  ...Object.entries(states),
  ...Object.entries(attacked),
  ...attackedOneByOne,
]

const annotations = reports.flatMap(([, report]) =>
  'diagnostics' in report ? annotationsOf(report.diagnostics, sources) : [],
)

describe('hostile text that is told to a code host', () => {
  it('is nothing but text in a comment, whose only link leads to the run', () => {
    for (const [name, report] of reports) {
      const comment = commentOf(report, { sources, reportUrl })
      if (comment === undefined) continue
      expect(markdownOffences(comment.body, reportUrl), name).toEqual([])
      expect(comment.body.split('\n')[0], name).toBe(comment.marker)
    }
  })

  it('cannot forge the marker of another comment, not even from the name of a folder', () => {
    for (const text of hostileTexts) {
      const folder = `${text}/<!-- llmops:check . -->`
      const report = { ...states['a regression']!, project: { name: text, folder, resources: 1 } }
      const body = commentOf(report, { sources, reportUrl })!.body
      expect(markdownOffences(body, reportUrl), text).toEqual([])
      expect(body.startsWith('<!-- llmops:check . -->')).toBe(false)
    }
  })

  it('is nothing but text where it says why there is no result', () => {
    const marker = '<!-- llmops:check . -->'
    for (const why of [...hostileTexts, hostileTexts.join('\n')]) {
      const { body } = noResultComment({ marker, folder: why, commit: 'a'.repeat(40), why, url: reportUrl })
      expect(markdownOffences(body, reportUrl), why).toEqual([])
      expect(commandsIn(body), why).toEqual([])
      expect(body.split('\n')[0]).toBe(marker)
    }
  })

  it('is nothing but text in the summary of a step', () => {
    for (const [name, report] of reports) {
      const summary = stepSummary(report, { sources })
      expect(markdownOffences(summary), name).toEqual([])
      expect(commandsIn(summary), name).toEqual([])
    }
  })

  it('is one short line without commands or unseen characters in a status', () => {
    for (const [name, report] of reports) {
      const { description } = statusOf(
        { exitCode: 1, says: headlineLine(report) },
        { context: 'llmops', url: undefined },
      )
      expect(description.length, name).toBeLessThanOrEqual(140)
      expect(commandsIn(description), name).toEqual([])
      expect(description.replaceAll(/[\u200c\u200d]/g, ''), name).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u)
      expect(description.isWellFormed(), name).toBe(true)
    }
  })

  it('is no command in the message of an annotation, line by line as a log shows it', () => {
    expect(annotations.length).toBeGreaterThan(1_000)
    for (const { message, title } of annotations) {
      expect(commandsIn(message)).toEqual([])
      expect(message.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u2028\u2029]/u)
      expect(title).toMatch(/^[a-z-]+$/)
    }
  })

  it('is no command in the log of a step, neither in a report nor as it is', () => {
    const { commands, log: lines } = asRunnerReads(() => {
      for (const text of hostileTexts) log(text)
      for (const report of Object.values(attacked)) log(renderReport(report, 'text', { sources }))
    })
    expect(commands).toEqual([])
    expect(lines.length).toBeGreaterThan(1_000)
  })

  it('makes of each annotation one command to the runner, which says what was meant', () => {
    for (const annotation of annotations) {
      const { commands, annotations: kept } = asRunnerReads(() => annotate(annotation))
      expect(commands.map(({ name, data }) => ({ name, data }))).toEqual([
        { name: annotation.level, data: annotation.message },
      ])
      expect(kept[0]?.title).toBe(annotation.title)
      expect(kept[0]?.line).toBe(annotation.line)
    }
  })
})

/** What the runner takes of all that is written meanwhile. */
function asRunnerReads(write: () => void): StepOutput {
  const written: string[] = []
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0)
  try {
    write()
  } finally {
    stdout.mockRestore()
  }
  const reader = stepOutputReader({ masker: secretMasker(), workspace: '/work', debug: false })
  for (const text of linesOf(written.join(''))) reader.read(text)
  return reader.output
}
