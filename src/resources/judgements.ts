import { definitions, isCode, isJudged, type JudgedCode } from '../diagnostic/definitions.ts'
import type { Diagnostic, Severity } from '../diagnostic/diagnostic.ts'
import type { Problem, ProblemCode } from '../diagnostic/problem.ts'
import { errorAt, judgementAt } from '../source/error-at.ts'
import type { IgnoreComment } from '../source/ignore-comments.ts'
import { nearest } from '../source/nearest.ts'
import type { SourceSet } from '../source/source-set.ts'
import type { Project } from './project.ts'
import type { ProjectDocument } from './schema.gen.ts'

/** The Project's `rules`: how severe each judgement is. */
export type RuleSettings = { readonly [C in JudgedCode]?: Severity | 'off' }

/** The settings of a valid project; none where there is none, so that every judgement has its usual severity. */
export function ruleSettings(project: Project | undefined): RuleSettings {
  const resource = project?.resources.find(({ kind }) => kind === 'Project')
  return (resource?.meaning as ProjectDocument | undefined)?.rules ?? {}
}

/** What decides which judgements are shown, and how. */
export interface Jurisdiction {
  /** Of the project itself. */
  readonly own: RuleSettings
  /** Of the project on base. The stricter of the two counts, so that a change cannot excuse itself. */
  readonly demanded: RuleSettings | undefined
  /** By file. */
  readonly ignores: ReadonlyMap<string, readonly IgnoreComment[]>
}

/** A judgement that a line silences, with the reason it gives. */
export interface Silenced {
  readonly diagnostic: Diagnostic
  readonly reason: string
}

export interface Judged {
  readonly diagnostics: readonly Diagnostic[]
  readonly silenced: readonly Silenced[]
}

const order = ['off', 'note', 'warning', 'error'] as const

/** How severe a judgement is under the settings that hold. */
export function severityOf(code: JudgedCode, { own, demanded }: Jurisdiction): Severity | 'off' {
  const usual = definitions[code].judges ?? 'error'
  return strictest([own[code] ?? usual, ...(demanded === undefined ? [] : [demanded[code] ?? usual])])
}

export function strictest(severities: readonly (Severity | 'off')[]): Severity | 'off' {
  return order[Math.max(...severities.map((severity) => order.indexOf(severity)))] ?? 'error'
}

/**
 * Diagnostics as the settings want them, without those that a line silences; and what is wrong with the lines that do.
 * An error stays, whatever a line says: also one that the settings have made of a judgement.
 */
export function judged(diagnostics: readonly Diagnostic[], jurisdiction: Jurisdiction, sources: SourceSet): Judged {
  const settled = certain(diagnostics.flatMap((diagnostic) => withSeverity(diagnostic, jurisdiction)))
  const used = new Set<IgnoreComment>()
  const silenced: Silenced[] = []
  const shown = settled.filter((diagnostic) => {
    const ignore = ignoreFor(diagnostic, jurisdiction, sources)
    if (ignore === undefined) return true
    used.add(ignore)
    silenced.push({ diagnostic, reason: ignore.reason })
    return false
  })
  const isWhole = shown.every(({ severity }) => severity !== 'error')
  const wrong = [...jurisdiction.ignores].flatMap(([file, ignores]) =>
    ignores.flatMap((ignore) => faultsOf(file, ignore, isWhole && !used.has(ignore), jurisdiction)),
  )
  return { diagnostics: [...shown, ...wrong], silenced }
}

/** Without judgements on the whole where some part is wrong: they may follow from that. */
function certain(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const isOfWhole = ({ problem }: Diagnostic): boolean => {
    const definition: { readonly ofWhole?: true } = definitions[problem.code]
    return definition.ofWhole === true
  }
  const isWrong = diagnostics.some((one) => one.severity === 'error' && !isOfWhole(one))
  return isWrong ? diagnostics.filter((one) => !isOfWhole(one)) : diagnostics
}

function withSeverity(diagnostic: Diagnostic, jurisdiction: Jurisdiction): readonly Diagnostic[] {
  const { code } = diagnostic.problem
  if (!isJudged(code)) return [diagnostic]
  const severity = severityOf(code, jurisdiction)
  return severity === 'off' ? [] : [{ ...diagnostic, severity }]
}

function ignoreFor(
  { problem, place, severity }: Diagnostic,
  { ignores }: Jurisdiction,
  sources: SourceSet,
): IgnoreComment | undefined {
  const candidates = ignores.get(place.file)?.filter(({ code, reason }) => code === problem.code && reason !== '')
  if (candidates === undefined || candidates.length === 0 || severity === 'error') return undefined
  const { line } = sources.locate(place)
  return candidates.find((ignore) => ignore.line === line)
}

/** In a project with errors rules are silent about much, and what a line silences may be among it. */
function faultsOf(
  file: string,
  { range, code, reason }: IgnoreComment,
  isUnused: boolean,
  jurisdiction: Jurisdiction,
): readonly Diagnostic[] {
  const place = { in: 'text', file, start: range[0], end: range[1] } as const
  const problem = faultOf(code, reason, jurisdiction)
  if (problem !== undefined) return [errorAt(place, problem)]
  const wanted = severityOf('unused-ignore', jurisdiction)
  if (!isUnused || wanted === 'off' || (isJudgedCode(code) && severityOf(code, jurisdiction) === 'off')) return []
  return [{ ...judgementAt(place, { code: 'unused-ignore', ignored: code }), severity: wanted }]
}

function faultOf(code: string, reason: string, jurisdiction: Jurisdiction): Problem | undefined {
  if (!isCode(code)) return { code: 'bad-ignore', ignored: code, why: 'unknown', nearest: nearest(code, judgedCodes) }
  const why = whyNot(code, reason, jurisdiction)
  return why && { code: 'bad-ignore', ignored: code, why, nearest: undefined }
}

function whyNot(
  code: ProblemCode,
  reason: string,
  jurisdiction: Jurisdiction,
): 'error' | 'raised' | 'no reason' | undefined {
  if (!isJudged(code)) return 'error'
  if (severityOf(code, jurisdiction) === 'error') return 'raised'
  return reason === '' ? 'no reason' : undefined
}

function isJudgedCode(code: string): code is JudgedCode {
  return isCode(code) && isJudged(code)
}

const judgedCodes = Object.keys(definitions).filter(isJudgedCode)
