import type { Json } from '../digest/digest.ts'
import { canonicalJson } from '../digest/digest.ts'
import type { AffectedSuite, FieldChange, ResourceChange } from './change-set.ts'
import { byCodePoints } from './order.ts'
import type { ResourcePair } from './diff-pairs.ts'
import type { EvalSuite, KindName, Project } from './project.ts'
import { measureDigest, modelMeaning, subjectDigest } from './subject-digest.ts'

/** The suites of head that are new, or whose subject, shown models or measure are not base's. In the order of the pairs. */
export function affectedSuites(
  base: Project | undefined,
  head: Project,
  pairs: readonly ResourcePair[],
  changes: readonly ResourceChange[],
): readonly AffectedSuite[] {
  const causes = changes.filter(canAffect)
  return pairs.flatMap((pair): readonly AffectedSuite[] => {
    const suite = pair.head?.kind === 'EvalSuite' ? head.suites.get(pair.head.name) : undefined
    if (suite === undefined || pair.head === undefined) return []
    const before = pair.base && base?.suites.get(pair.base.name)
    const differs = before === undefined ? newSuite(suite, base) : differenceOf(before, suite)
    if (!differs.subject && !differs.measure) return []
    const used = uses(suite, head, pair.head.meaning['dataset'], differs)
    const through = used.filter(({ kind, name }) => causes.some((cause) => cause.kind === kind && cause.name === name))
    return [{ suite: suite.name, ...differs, added: before === undefined, through }]
  })
}

interface Differs {
  readonly subject: boolean
  readonly measure: boolean
}

function differenceOf(before: EvalSuite, suite: EvalSuite): Differs {
  const measure = measureDigest(suite.measure) !== measureDigest(before.measure)
  return { subject: behaviour(suite) !== behaviour(before), measure }
}

/**
 * What a suite evaluates: its subject, and the models it shows it with. What a prompt takes over from its own model does
 * not go along to another one, so that the own model matters there, too.
 */
function behaviour({ subject, models }: EvalSuite): string {
  const shown = models.map((model) => canonicalJson(modelMeaning(model))).toSorted(byCodePoints)
  const own = models.length === 0 ? [] : [modelMeaning(subject.model)]
  return canonicalJson([subjectDigest(subject), shown, own])
}

/** Base has no measure for it, but may have its subject. */
function newSuite({ subject }: EvalSuite, base: Project | undefined): Differs {
  const before = base?.prompts.get(subject.name) ?? base?.prompts.get(subject.formerly ?? '')
  return { subject: before === undefined || subjectDigest(subject) !== subjectDigest(before), measure: true }
}

/** Whether scores can depend on what changed. Policy is base's on both sides; of the Project only the default gate. */
function canAffect({ kind, change, fields, cases }: ResourceChange): boolean {
  if (kind === 'Project') return fields.some(({ path }) => path[0] === 'gate')
  return change === 'added' || cases !== undefined || fields.some(judges)
}

function judges({ effect, path }: FieldChange): boolean {
  return effect === 'behaviour' || path[0] === 'coverage' || path.includes('gate')
}

interface Used {
  readonly kind: KindName
  readonly name: string
}

/** What the differing parts of a suite are made of, nearest first. */
function uses(
  { name, subject, models, measure }: EvalSuite,
  project: Project,
  dataset: Json | undefined,
  differs: Differs,
): readonly Used[] {
  const judges = measure.metrics.flatMap(({ assertions }) => assertions.flatMap(({ judge }) => judge ?? []))
  const used = [...(differs.subject ? [...models, subject.model] : []), ...(differs.measure ? judges : [])]
  const modelNames = [...new Set(used.map((model) => model.name))]
  return [
    { kind: 'EvalSuite', name },
    ...(differs.subject ? [{ kind: 'Prompt', name: subject.name } as const] : []),
    ...(differs.measure && typeof dataset === 'string' ? [{ kind: 'Dataset', name: dataset } as const] : []),
    ...modelNames.map((model) => ({ kind: 'Model', name: model }) as const),
    ...(differs.measure ? [{ kind: 'Project', name: project.name } as const] : []),
  ]
}
