import { type EvaluationPair, pairEvaluations } from '../evaluation/pair-evaluations.ts'
import type { Case, EvalSuite, Project, Subject } from '../resources/project.ts'
import { subjectDigest } from '../resources/subject-digest.ts'
import { earlierTarget, targetName } from './target-name.ts'

/**
 * Targets of base that head turns to another subject: as a promotion will, both are judged by the measure of the one before,
 * whatever suites the new one has.
 */
export function redirectedPairs(base: Project | undefined, head: Project): readonly EvaluationPair[] {
  const found = [...head.targets.values()].flatMap((target) => {
    const before = earlierTarget(base, targetName(target.name, head))
    if (base === undefined || before === undefined || isSame(before.subject, target.subject)) return []
    const cases = target.suites.flatMap((name) => head.suites.get(name)?.measure.cases ?? [])
    const suites = before.suites.flatMap((name) => base.suites.get(name) ?? [])
    return suites.flatMap((suite) => pairsBefore(suite, { subject: target.subject, cases }, before.subject))
  })
  return [...new Map(found.toReversed().map((pair) => [pairName(pair), pair])).values()].toReversed()
}

/** Of pairs with one name the first that has something to compare with, else the first. */
export function withoutTwins(pairs: readonly EvaluationPair[]): readonly EvaluationPair[] {
  const named = Map.groupBy(pairs, pairName)
  return [...named.values()].flatMap((twins) => twins.find(({ base }) => base !== undefined) ?? twins.slice(0, 1))
}

function pairName({ suite, label, measure }: EvaluationPair): string {
  return JSON.stringify([suite, label, measure])
}

function isSame(before: Subject, now: Subject): boolean {
  const isNamedSo = before.name === now.name || before.name === now.formerly
  return isNamedSo || subjectDigest(before) === subjectDigest(now)
}

/** What a target delivers now. */
interface Judged {
  readonly subject: Subject
  /** Those of its suites: where it takes other inputs, they hold them by the same id. */
  readonly cases: readonly Case[]
}

/** By a suite that no longer judges the target, whatever that delivers now: another subject is no way out of it. */
export function pairsBefore(suite: EvalSuite, now: Judged, held: Subject | undefined): readonly EvaluationPair[] {
  const head = { ...suite, subject: now.subject, models: [], measure: { ...suite.measure, cases: now.cases } }
  return pairEvaluations({ head, base: suite, baseSubject: held }, true).filter(({ measure }) => measure === 'base')
}
