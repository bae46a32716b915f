import type { JudgeStanding } from '../calibration/remembered-standing.ts'
import { canonicalJson, type Digest, digestOf, type Json } from '../digest/digest.ts'
import type { JsonMapping } from '../resources/json-shape.ts'
import { byCodePoints } from '../resources/order.ts'
import type { Policy } from '../resources/policy.ts'
import type {
  Change,
  Coverage,
  GateDecision,
  Interval,
  Look,
  MetricComparison,
  Score,
  ServedModels,
  SuiteComparison,
  Verdict,
} from '../verdict/comparison.ts'
import type { Artifact } from './artifact.ts'

/** What the predicate is: `schema/evidence.schema.json`. A change that breaks readers changes it. */
export const evidenceType = 'urn:llmops:evidence:v1'

/** One suite of the subject, and what its scores rest on. */
export interface SuiteEvidence {
  /** Base is what `comparedWith` names. Comparisons of the subject with other models are left out. */
  readonly comparison: SuiteComparison
  /** Digest of the measure that both sides were judged by. */
  readonly measure: Digest
  readonly served: ServedModels
}

/** What evidence is about and where it comes from. */
export interface EvidenceRequest {
  readonly artifact: Artifact
  readonly target: string
  readonly project: { readonly name: string; readonly folder: string }
  /** Commit that the artifact was built from. */
  readonly source: string
  /** Where policy was read: a commit of the trusted branch, or nowhere where limits are built in. */
  readonly policy: Pick<Policy, 'source' | 'extends'> & { readonly commit: string | undefined }
  /** What the target held, and the commit it was built from; undefined where it held nothing. */
  readonly comparedWith:
    | {
        readonly digest: Digest
        readonly source: string
        /** The commit whose measure was held, too, where the artifact's is looser; undefined where it could not be read. */
        readonly measure: string | undefined
      }
    | undefined
  readonly suites: readonly SuiteEvidence[]
  /** Who or what evaluated (a user, the address of a run: text from outside), and when: ISO 8601, UTC. */
  readonly run: { readonly id: string; readonly at: string }
  /** How often the artifact was tried since the target holds what it holds, this time included. */
  readonly attempt: number
  /** Version of this program. */
  readonly version: string
}

export interface Evidence {
  /** RFC 8785. */
  readonly statement: string
  readonly digest: Digest
  /** Digest of what was found, whoever found it and when: of the predicate without its run. */
  readonly findings: Digest
}

/** The in-toto statement (v1) that an artifact got these scores from these measures in this run. */
export function evidenceOf(request: EvidenceRequest): Evidence {
  const { artifact, run, attempt } = request
  const findings = findingsOf(request)
  const statement = canonicalJson({
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: artifact.subject, digest: { sha256: artifact.digest.slice('sha256:'.length) } }],
    predicateType: evidenceType,
    predicate: { ...findings, run: { id: run.id.toWellFormed(), at: run.at, attempt } },
  })
  return { statement, digest: digestOf(statement), findings: digestOf(canonicalJson(findings)) }
}

function findingsOf(request: EvidenceRequest): JsonMapping {
  const { artifact, target, project, source, policy, comparedWith, suites, version } = request
  const own = suites.filter(({ comparison }) => comparison.subject === artifact.subject).toSorted(bySuite)
  return given({
    target,
    project: { name: project.name, folder: project.folder },
    source: { commit: source },
    policy: policyJson(policy),
    comparedWith: comparedWith && comparedJson(comparedWith),
    suites: own.map(suiteJson),
    llmops: { version },
  })
}

function policyJson({ source, commit, extends: extended }: EvidenceRequest['policy']): Json {
  const { repository, commit: pinned } = extended ?? {}
  return given({
    source,
    commit,
    extends: repository === undefined || pinned === undefined ? undefined : { repository, commit: pinned },
  })
}

function comparedJson({ digest, source, measure }: NonNullable<EvidenceRequest['comparedWith']>): Json {
  return given({ digest, source: { commit: source }, measure: measure === undefined ? undefined : { commit: measure } })
}

/** By name; a suite by head's measure comes before the same by base's. */
function bySuite({ comparison: a }: SuiteEvidence, { comparison: b }: SuiteEvidence): number {
  return byCodePoints(a.suite, b.suite) || byCodePoints(b.measure, a.measure)
}

function suiteJson({ comparison, measure, served }: SuiteEvidence): Json {
  const { base, head } = comparison.coverage
  return {
    suite: comparison.suite,
    measure: { of: comparison.measure, digest: measure },
    gating: comparison.gating,
    recorded: comparison.recorded,
    served: { subject: served.subject, judges: served.judges },
    coverage: given({ base: base && coverageJson(base), head: coverageJson(head) }),
    metrics: comparison.metrics.map(metricJson),
  }
}

function coverageJson({ cases, scored, enough, missing }: Coverage): Json {
  return { cases, scored, enough, missing: missing.map(({ reason, cases: count }) => ({ reason, cases: count })) }
}

function metricJson({ metric, verdict, base, head, change, gate, look, judges = [] }: MetricComparison): Json {
  return given({
    metric: metric.name,
    scale: metric.scale,
    verdict: verdictJson(verdict),
    base: base && scoreJson(base),
    head: head && scoreJson(head),
    change: change && changeJson(change),
    gate: gateJson(gate),
    look: look && look.number > 1 ? lookJson(look) : undefined,
    judges: judges.length === 0 ? undefined : judges.map(judgeJson),
  })
}

function verdictJson(verdict: Verdict): Json {
  if (verdict.kind === 'not-comparable') return { kind: verdict.kind, reason: verdict.reason }
  return verdict.kind === 'equivalent' ? { kind: verdict.kind, detectable: verdict.detectable } : { kind: verdict.kind }
}

function scoreJson({ mean, interval, cases }: Score): Json {
  return { mean, interval: intervalJson(interval), cases }
}

/** A limit that the data cannot give is absent. */
function intervalJson({ lower, upper }: Interval): Json {
  return given({
    lower: Number.isFinite(lower) ? lower : undefined,
    upper: Number.isFinite(upper) ? upper : undefined,
  })
}

function changeJson({ pairs, delta, shown, certified, pWorseAdjusted }: Change): Json {
  return { pairs, delta, shown: intervalJson(shown), certified: intervalJson(certified), pWorseAdjusted }
}

/** How far a judge agrees with humans; no more than its name where that was not measured. */
function judgeJson({ judge, standing }: JudgeStanding): Json {
  if (standing.state !== 'measured') return { judge }
  const { agreement, onSuite = agreement.agreed } = standing
  return { judge, outputs: agreement.agreed.of, agreement: onSuite.estimate, interval: intervalJson(onSuite) }
}

/** Of a later look. How often the artifact was tried is counted by the ledger alone. */
function lookJson({ number, alpha, certified, head }: Look): Json {
  return given({ number, alpha, certified: certified && intervalJson(certified), head: head && intervalJson(head) })
}

function gateJson({ gating, maxDrop, min }: GateDecision): Json {
  return given({
    gating,
    maxDrop: { limit: maxDrop.limit, decision: maxDrop.decision },
    min: min && { limit: min.limit, decision: min.decision },
  })
}

/** What is there: JSON has no undefined. */
function given(fields: { readonly [field: string]: Json | undefined }): JsonMapping {
  const entries = Object.entries(fields).filter((entry): entry is [string, Json] => entry[1] !== undefined)
  return Object.fromEntries(entries)
}
