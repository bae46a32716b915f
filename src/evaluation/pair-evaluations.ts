import type { Json } from '../digest/digest.ts'
import type { Case, EvalSuite, Measure, Model, Project, Subject } from '../resources/project.ts'
import { subjectDigest } from '../resources/subject-digest.ts'
import { subjectNamed, subjectsOf } from '../resources/subjects.ts'
import type { Evaluation } from './trial.ts'

/** What `check` evaluates for one subject by one measure. */
export interface EvaluationPair {
  readonly suite: string
  /** `answer`, or `answer@model`. */
  readonly label: string
  readonly measure: 'head' | 'base'
  /** Only the subject's own binding gates. */
  readonly gating: boolean
  readonly head: Evaluation
  /** Undefined where base has no such subject. */
  readonly base: Evaluation | undefined
}

/** A suite of head with what base has under its name, or the name it had. */
export interface SuitePair {
  readonly head: EvalSuite
  readonly base: EvalSuite | undefined
  readonly baseSubject: Subject | undefined
}

/**
 * Subjects and suites pair by name or `formerly`. A suite that keeps its name while its subject's name is gone from head
 * still judges the same thing: a rename without `formerly` is no way out of a comparison.
 */
export function pairSuite(suite: EvalSuite, base: Project | undefined, head: Project): SuitePair {
  const before = earlier(base?.suites, suite)
  const renamed = before !== undefined && successor(before.subject, head) === undefined ? before.subject : undefined
  return { head: suite, base: before, baseSubject: earlierSubject(base, suite.subject) ?? renamed }
}

/**
 * Base's suites that head no longer holds their subjects to: deleted, renamed or turned to another subject. Where the
 * subject lives on and behaves differently, both sides are judged by base's measure, and its gates hold.
 */
export function abandonedPairs(base: Project | undefined, head: Project): readonly EvaluationPair[] {
  const kept = new Set(
    [...head.suites.values()].flatMap((suite) => {
      const pair = pairSuite(suite, base, head)
      return pair.base !== undefined && pair.baseSubject === pair.base.subject ? [pair.base.name] : []
    }),
  )
  return [...(base?.suites.values() ?? [])].flatMap((suite) => {
    const subject = kept.has(suite.name) ? undefined : successor(suite.subject, head)
    if (subject === undefined || subjectDigest(subject) === subjectDigest(suite.subject)) return []
    const of = (one: Subject): Evaluation => evaluation(suite, subject.name, one, ownModel(one), suite.measure, [])
    return [
      {
        suite: suite.name,
        label: subject.name,
        measure: 'base',
        gating: true,
        head: of(subject),
        base: asBase(of(besides(subject, suite.subject))),
      },
    ]
  })
}

/** What became of a subject of base. */
function successor({ name }: Subject, head: Project): Subject | undefined {
  return subjectNamed(head, name) ?? subjectsOf(head).find(({ formerly }) => formerly === name)
}

/**
 * Both subjects by head's measure on head's cases; and, where base's measure holds too (`alsoByBase`), both by base's.
 * A subject that rejects a case's input gets its own side's input for the same id, else the case is not run for it.
 */
export function pairEvaluations(pair: SuitePair, alsoByBase: boolean): readonly EvaluationPair[] {
  const byHead = pairsBy(pair, 'head', pair.head.measure)
  return alsoByBase && pair.base !== undefined ? [...byHead, ...pairsBy(pair, 'base', pair.base.measure)] : byHead
}

/** The evaluations of one snapshot alone: the subject, and the subject with each other model. */
export function evaluationsOf(suite: EvalSuite): readonly Evaluation[] {
  return bindings(suite).map(({ label, model }) =>
    evaluation(suite, label, suite.subject, model ?? ownModel(suite.subject), suite.measure, []),
  )
}

function pairsBy(pair: SuitePair, by: EvaluationPair['measure'], measure: Measure): readonly EvaluationPair[] {
  const { head: suite } = pair
  const baseSubject = pair.baseSubject && besides(suite.subject, pair.baseSubject)
  const shown = by === 'head' ? bindings(suite) : bindings(suite).slice(0, 1)
  return shown.map(({ label, model }) => ({
    suite: suite.name,
    label,
    measure: by,
    gating: model === undefined,
    head: evaluation(suite, label, suite.subject, model ?? ownModel(suite.subject), measure, suite.measure.cases),
    base:
      baseSubject &&
      asBase(
        evaluation(suite, label, baseSubject, model ?? ownModel(baseSubject), measure, pair.base?.measure.cases ?? []),
      ),
  }))
}

function bindings(suite: EvalSuite): readonly { label: string; model: Model | undefined }[] {
  const own = { label: suite.subject.name, model: undefined }
  return [own, ...suite.models.map((model) => ({ label: `${suite.subject.name}@${model.name}`, model }))]
}

function evaluation(
  suite: EvalSuite,
  label: string,
  subject: Subject,
  model: Model | undefined,
  measure: Measure,
  ownCases: readonly Case[],
): Evaluation {
  const own = new Map(ownCases.map((row) => [row.id, row]))
  const cases = new Map(measure.cases.map((row) => [row.id, row]))
  const inputOf = (id: string): { readonly [name: string]: Json } | undefined =>
    [cases.get(id), own.get(id)].find((row) => row !== undefined && accepts(subject, row))?.input
  return { suite: suite.name, label, subject, model, measure, inputOf }
}

/** Base's subject where head's is beside it: of an Application one version at a time answers at an address. */
function besides(head: Subject, base: Subject): Subject {
  if (base.kind !== 'Application' || head.kind !== 'Application' || base.version === undefined) return base
  return base.url === head.url && base.version !== head.version ? { ...base, isReplaced: true } : base
}

function asBase(evaluation: Evaluation): Evaluation {
  return { ...evaluation, side: 'base' }
}

function accepts(subject: Subject, { input }: Case): boolean {
  return subject.inputs.every((name) => Object.hasOwn(input, name))
}

/** The model of a Prompt; the prompts of a Chain have each their own. */
function ownModel(subject: Subject): Model | undefined {
  return subject.kind === 'Prompt' ? subject.model : undefined
}

function earlierSubject(base: Project | undefined, { name, formerly }: Subject): Subject | undefined {
  return base && (subjectNamed(base, name) ?? subjectNamed(base, formerly ?? ''))
}

function earlier<T>(
  base: ReadonlyMap<string, T> | undefined,
  now: { readonly name: string; readonly formerly: string | undefined },
): T | undefined {
  return base?.get(now.name) ?? (now.formerly === undefined ? undefined : base?.get(now.formerly))
}
