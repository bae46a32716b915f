import type { Json } from '../digest/digest.ts'
import type { Case, EvalSuite, Measure, Model, Project, Prompt } from '../resources/project.ts'
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
  readonly baseSubject: Prompt | undefined
}

/** Subjects and suites pair by name or `formerly`. */
export function pairSuite(suite: EvalSuite, base: Project | undefined): SuitePair {
  return {
    head: suite,
    base: earlier(base?.suites, suite),
    baseSubject: earlier(base?.prompts, suite.subject),
  }
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
    evaluation(suite, label, suite.subject, model ?? suite.subject.model, suite.measure, []),
  )
}

function pairsBy(pair: SuitePair, by: EvaluationPair['measure'], measure: Measure): readonly EvaluationPair[] {
  const { head: suite, baseSubject } = pair
  const shown = by === 'head' ? bindings(suite) : bindings(suite).slice(0, 1)
  return shown.map(({ label, model }) => ({
    suite: suite.name,
    label,
    measure: by,
    gating: model === undefined,
    head: evaluation(suite, label, suite.subject, model ?? suite.subject.model, measure, suite.measure.cases),
    base:
      baseSubject &&
      evaluation(suite, label, baseSubject, model ?? baseSubject.model, measure, pair.base?.measure.cases ?? []),
  }))
}

function bindings(suite: EvalSuite): readonly { label: string; model: Model | undefined }[] {
  const own = { label: suite.subject.name, model: undefined }
  return [own, ...suite.models.map((model) => ({ label: `${suite.subject.name}@${model.name}`, model }))]
}

function evaluation(
  suite: EvalSuite,
  label: string,
  subject: Prompt,
  model: Model,
  measure: Measure,
  ownCases: readonly Case[],
): Evaluation {
  const own = new Map(ownCases.map((row) => [row.id, row]))
  const cases = new Map(measure.cases.map((row) => [row.id, row]))
  const inputOf = (id: string): { readonly [name: string]: Json } | undefined =>
    [cases.get(id), own.get(id)].find((row) => row !== undefined && accepts(subject, row))?.input
  return { suite: suite.name, label, subject, model, measure, inputOf }
}

function accepts(subject: Prompt, { input }: Case): boolean {
  return subject.inputs.every((name) => Object.hasOwn(input, name))
}

function earlier<T>(
  base: ReadonlyMap<string, T> | undefined,
  now: { readonly name: string; readonly formerly: string | undefined },
): T | undefined {
  return base?.get(now.name) ?? (now.formerly === undefined ? undefined : base?.get(now.formerly))
}
