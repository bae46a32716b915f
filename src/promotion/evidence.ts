import { canonicalJson, type Digest, digestOf, type Json } from '../digest/digest.ts'
import type { Evaluation, EvaluationResult } from '../evaluation/trial.ts'
import { byCodePoints } from '../resources/order.ts'
import type { Policy } from '../resources/policy.ts'
import type { EvalSuite } from '../resources/project.ts'
import { measureDigest, subjectDigest } from '../resources/subject-digest.ts'
import type {
  Change,
  Coverage,
  GateDecision,
  Interval,
  MetricComparison,
  Score,
  SuiteComparison,
  Verdict,
} from '../verdict/comparison.ts'
import type { Artifact } from './artifact.ts'
import { servedModels } from './served-models.ts'

/** What the predicate is: `schema/evidence.schema.json`. A change that breaks readers changes it. */
export const evidenceType = 'urn:llmops:evidence:v1'

/** What evidence is about and where it comes from. */
export interface EvidenceRequest {
  readonly artifact: Artifact
  /** The suites of the subject, by whose measures it was judged. */
  readonly suites: readonly EvalSuite[]
  /** Base is what `comparedWith` names. Those of the subject with other models are left out. */
  readonly comparisons: readonly SuiteComparison[]
  /** What the comparisons rest on. */
  readonly results: readonly EvaluationResult[]
  /** What the target held, and the commit it was built from; undefined where it held nothing. */
  readonly comparedWith: { readonly digest: Digest; readonly source: string } | undefined
  /** Commit that the artifact was built from. */
  readonly source: string
  readonly policy: Policy['source']
  /** Version of this program. */
  readonly version: string
  /** Who or what evaluated: a user, or the address of a run. Text from outside. */
  readonly run: string
  /** ISO 8601, UTC. */
  readonly at: string
}

export interface Evidence {
  /** RFC 8785. */
  readonly statement: string
  readonly digest: Digest
}

/** The in-toto statement (v1) that an artifact got these scores from these measures in this run. */
export function evidenceOf(request: EvidenceRequest): Evidence {
  const { artifact } = request
  const statement = canonicalJson({
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: artifact.subject, digest: { sha256: artifact.digest.slice('sha256:'.length) } }],
    predicateType: evidenceType,
    predicate: predicateOf(request),
  })
  return { statement, digest: digestOf(statement) }
}

function predicateOf(request: EvidenceRequest): Json {
  const { artifact, comparisons, comparedWith, source, policy, version, run, at } = request
  const own = comparisons.filter(({ subject }) => subject === artifact.subject)
  return given({
    source: { commit: source },
    policy: { source: policy },
    comparedWith: comparedWith && { digest: comparedWith.digest, source: { commit: comparedWith.source } },
    suites: own.toSorted((a, b) => byCodePoints(a.suite, b.suite)).map((one) => suiteJson(one, request)),
    run: { id: run, at },
    llmops: { version },
  })
}

function suiteJson(comparison: SuiteComparison, { artifact, suites, results }: EvidenceRequest): Json {
  const { base, head } = comparison.coverage
  const suite = suites.find(({ name }) => name === comparison.suite)
  if (suite === undefined || comparison.measure !== 'head') {
    throw new Error(`evidence of ${artifact.subject} rests on a measure of ${comparison.suite} that is not given`)
  }
  return {
    suite: suite.name,
    measure: measureDigest(suite.measure),
    gating: comparison.gating,
    recorded: comparison.recorded,
    served: servedModels(results.filter(({ evaluation }) => isOf(artifact, suite, evaluation))),
    coverage: given({ base: base && coverageJson(base), head: coverageJson(head) }),
    metrics: comparison.metrics.map(metricJson),
  }
}

/** Base goes by the same name: what tells the artifact is its digest. */
function isOf({ subject, digest }: Artifact, { name }: EvalSuite, { suite, label, subject: one }: Evaluation): boolean {
  return suite === name && label === subject && subjectDigest(one) === digest
}

function coverageJson({ cases, scored, enough, missing }: Coverage): Json {
  return { cases, scored, enough, missing: missing.map(({ reason, cases: count }) => ({ reason, cases: count })) }
}

function metricJson({ metric, verdict, base, head, change, gate }: MetricComparison): Json {
  return given({
    metric: metric.name,
    scale: metric.scale,
    verdict: verdictJson(verdict),
    base: base && scoreJson(base),
    head: head && scoreJson(head),
    change: change && changeJson(change),
    gate: gateJson(gate),
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

function gateJson({ gating, maxDrop, min }: GateDecision): Json {
  return given({
    gating,
    maxDrop: { limit: maxDrop.limit, decision: maxDrop.decision },
    min: min && { limit: min.limit, decision: min.decision },
  })
}

/** What is there: JSON has no undefined. */
function given(fields: { readonly [field: string]: Json | undefined }): Json {
  const entries = Object.entries(fields).filter((entry): entry is [string, Json] => entry[1] !== undefined)
  return Object.fromEntries(entries)
}
