import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { annotate } from '../adapters/actions/annotate.ts'
import { log } from '../adapters/actions/log.ts'
import { giveOutput } from '../adapters/actions/step.ts'
import { appendSummary } from '../adapters/actions/summary.ts'
import { secretsIn } from '../commands/open-needs.ts'
import { runPage } from '../commands/run-page.ts'
import type { Rendered } from '../commands/validate.ts'
import { checkRunOf } from '../publishing/check-run-of.ts'
import type { Annotation } from '../publishing/forge.ts'
import { splitAnnotations } from '../publishing/split-annotations.ts'
import { annotationsOf } from '../report/annotations.ts'
import { commentOf } from '../report/comment.ts'
import { type Rendering, renderReport } from '../report/formats.ts'
import { headlineLine } from '../report/headline-line.ts'
import { stepSummary } from '../report/step-summary.ts'
import type { CheckReport } from '../verdict/reports.ts'
import type { Addressee, Telling } from './handover.ts'
import { type ActionReport, type Concluding, outputsOf } from './outputs.ts'
import type { Run } from './world.ts'

/** A report with what its forms need: the texts of its places, and what must not be printed. */
export interface Shown<R extends ActionReport> {
  readonly report: R
  readonly rendering: Rendering & { readonly secrets: readonly string[] }
}

export function shown<R extends ActionReport>(
  { report, sources, keys }: Rendered<R>,
  { world, inputs }: Run,
): Shown<R> {
  const token = inputs.token === undefined ? [] : [inputs.token]
  const secrets = [...secretsIn(world.env, keys), ...token]
  return { report, rendering: { sources, secrets, reportUrl: runPage(world.env) } }
}

/** Shows a report where the run itself is looked at: log, page of the run, outputs. */
export function showInRun(result: Shown<Concluding>, desk: string): void {
  const file = showReport(result, desk)
  giveOutputs({ ...outputsOf(result.report), report: file })
}

/** The same without the outputs. Returns the path of the result as JSON. */
export function showReport({ report, rendering }: Shown<ActionReport>, desk: string): string {
  log(renderReport(report, 'text', rendering).trimEnd())
  appendSummary([stepSummary(report, rendering)])
  const file = join(desk, 'result.json')
  writeFileSync(file, renderReport(report, 'json', rendering))
  return file
}

export function giveOutputs(outputs: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(outputs)) giveOutput(name, value)
}

/**
 * The diagnostics at their lines: the first ten of each level in the log of this run, the others for a check run. A second
 * stage shows none: its run is one of the default branch, and the first stage has shown them.
 * @param before those that this step has shown in its log already; added to
 */
export function showAnnotations(
  { report, rendering }: Shown<ActionReport>,
  { isSecondStage }: { readonly isSecondStage: boolean },
  before: Annotation[] = [],
): readonly Annotation[] {
  const diagnostics = 'diagnostics' in report ? report.diagnostics : []
  const all = annotationsOf(diagnostics, rendering.sources, rendering.secrets)
  const { commands, checkRun } = splitAnnotations(all, before)
  before.push(...commands)
  if (!isSecondStage) for (const annotation of commands) annotate(annotation)
  return checkRun
}

/** What the code host is to be told about the check of one project. */
export function tellingOf(
  { report, rendering }: Shown<CheckReport>,
  { place, annotations }: { readonly place: Addressee; readonly annotations: readonly Annotation[] },
): Telling {
  const ended = { exitCode: report.exitCode, says: headlineLine(report, rendering.secrets) }
  const summary = (): string => renderReport(report, 'markdown', { ...rendering, limit: longestSummary })
  return {
    comment: place.marker === undefined ? undefined : commentOf(report, rendering),
    status: undefined, // one for all projects
    checkRun:
      annotations.length === 0
        ? undefined
        : checkRunOf(ended, { name: checkRunName(report), summary: summary(), annotations }),
  }
}

/**
 * A repository may hold several projects. Not a name that anybody requires as a status: a run says nothing of the branch that
 * the commit is to change.
 */
function checkRunName({ project: { folder } }: CheckReport): string {
  return folder === '' ? 'llmops annotations' : `llmops annotations ${folder}`
}

/** GitHub takes 65,535 characters. */
const longestSummary = 60_000
