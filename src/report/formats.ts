import { matrixOf } from '../evaluation/shard/choose-shards.ts'
import type { SourceSet } from '../source/source-set.ts'
import type { Report } from '../verdict/reports.ts'
import { calibrateMarkdown } from './calibrate-markdown.ts'
import { calibrateText } from './calibrate-text.ts'
import { checkHtml } from './check-html.ts'
import { checkMarkdown } from './check-markdown.ts'
import { checkText } from './check-text.ts'
import { compareHtml } from './compare-html.ts'
import { compareMarkdown } from './compare-markdown.ts'
import { compareText } from './compare-text.ts'
import { evalHtml } from './eval-html.ts'
import { evalMarkdown } from './eval-markdown.ts'
import { evalText } from './eval-text.ts'
import { reportJson } from './json.ts'
import { reportJunit } from './junit.ts'
import { importText } from './import-text.ts'
import type { Sheet } from './markdown/document.ts'
import { planMarkdown } from './plan-markdown.ts'
import { planText } from './plan-text.ts'
import { promoteMarkdown } from './promote-markdown.ts'
import { promoteText } from './promote-text.ts'
import { withoutSecrets } from './redact.ts'
import { reportSarif } from './sarif.ts'
import { rollbackText } from './rollback-text.ts'
import { shardText } from './shard-text.ts'
import { statusMarkdown } from './status-markdown.ts'
import { statusText } from './status-text.ts'
import type { Style } from './style.ts'
import { validateText } from './validate-text.ts'

/** What a form needs beside the report; `limit` and `reportUrl` are for `markdown`. */
export interface Rendering extends Sheet {
  /** The texts that diagnostics refer to. */
  readonly sources: SourceSet
  /** Values that must not be printed, such as keys. */
  readonly secrets?: readonly string[]
  /** For `text`; without one there are no colours. */
  readonly style?: Style
}

type Form<R extends Report> = (report: R, rendering: Rendering) => string

/** The forms of every command's result, the default first. This is the one list: of options, of help, of rendering. */
const forms = {
  validate: {
    text: (report, { sources, style }) => validateText(report, sources, style),
    json: (report, { sources }) => reportJson(report, sources),
    sarif: (report, { sources }) => reportSarif(report, sources),
  },
  plan: {
    text: (report, { sources, style }) => planText(report, sources, style),
    json: (report, { sources }) => reportJson(report, sources),
    markdown: (report, rendering) => planMarkdown(report, rendering.sources, rendering),
    matrix: ({ shards }) => `${matrixOf(shards?.of ?? 0)}\n`,
  },
  eval: {
    text: (report, { sources, style }) => evalText(report, sources, style),
    json: (report, { sources }) => reportJson(report, sources),
    markdown: (report, rendering) => evalMarkdown(report, rendering.sources, rendering),
    html: (report, { sources, secrets }) => evalHtml(report, sources, secrets),
    junit: (report, { sources }) => reportJunit(report, sources),
  },
  check: {
    text: (report, { sources, style }) => checkText(report, sources, style),
    json: (report, { sources }) => reportJson(report, sources),
    markdown: (report, rendering) => checkMarkdown(report, rendering.sources, rendering),
    html: (report, { sources, secrets }) => checkHtml(report, sources, secrets),
    junit: (report, { sources }) => reportJunit(report, sources),
    sarif: (report, { sources }) => reportSarif(report, sources),
  },
  import: {
    text: (report, { sources, style }) => importText(report, sources, style),
    json: (report, { sources }) => reportJson(report, sources),
  },
  compare: {
    text: (report, { sources, style }) => compareText(report, sources, style),
    json: (report, { sources }) => reportJson(report, sources),
    markdown: (report, rendering) => compareMarkdown(report, rendering.sources, rendering),
    html: (report, { sources }) => compareHtml(report, sources),
  },
  calibrate: {
    text: (report, { sources, style }) => calibrateText(report, sources, style),
    json: (report, { sources }) => reportJson(report, sources),
    markdown: (report, rendering) => calibrateMarkdown(report, rendering.sources, rendering),
  },
  promote: {
    text: (report, { sources, style }) => promoteText(report, sources, style),
    json: (report, { sources }) => reportJson(report, sources),
    markdown: (report, rendering) => promoteMarkdown(report, rendering.sources, rendering),
  },
  status: {
    text: (report, { sources, style }) => statusText(report, sources, style),
    json: (report, { sources }) => reportJson(report, sources),
    markdown: (report, rendering) => statusMarkdown(report, rendering.sources, rendering),
  },
  rollback: {
    text: (report, { style }) => rollbackText(report, style),
    json: (report, { sources }) => reportJson(report, sources),
  },
  shard: {
    text: (report, { sources, style }) => shardText(report, sources, style),
    json: (report, { sources }) => reportJson(report, sources),
  },
} satisfies { readonly [C in Report['command']]: Readonly<Record<string, Form<Report & { readonly command: C }>>> }

/** The names of the forms that a command's result has, the default first. */
export function formatsOf(command: Report['command']): readonly string[] {
  return Object.keys(forms[command])
}

/**
 * A result in one of its forms, ending in a line end; secrets are `***`.
 * Throws RangeError where the command has no form of that name.
 */
export function renderReport(report: Report, format: string, rendering: Rendering): string {
  const named: Readonly<Record<string, Form<never>>> = forms[report.command]
  const form = Object.hasOwn(named, format) ? named[format] : undefined
  if (form === undefined) throw new RangeError(`${report.command} has no format ${JSON.stringify(format)}`)
  return form(withoutSecrets(report, rendering.secrets ?? []) as never, rendering)
}
