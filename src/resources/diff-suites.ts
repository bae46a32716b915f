import { canonicalJson } from '../digest/digest.ts'
import type { AffectedSuite, FieldChange, ResourceChange } from './change-set.ts'
import { byCodePoints } from './order.ts'
import type { ResourcePair } from './diff-pairs.ts'
import { namespaceOf } from './kind-names.ts'
import type { EvalSuite, KindName, Project, Resource } from './project.ts'
import { namedBy, type NamedResource } from './references.ts'
import { measureDigest, modelMeaning, subjectDigest } from './subject-digest.ts'
import { modelsOf, subjectNamed } from './subjects.ts'

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
    const used = uses(pair.head, head, differs)
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
  const own = models.length === 0 ? [] : modelsOf(subject).map(modelMeaning)
  return canonicalJson([subjectDigest(subject), shown, own])
}

/** Base has no measure for it, but may have its subject. */
function newSuite({ subject }: EvalSuite, base: Project | undefined): Differs {
  const before = base && (subjectNamed(base, subject.name) ?? subjectNamed(base, subject.formerly ?? ''))
  return { subject: before === undefined || subjectDigest(subject) !== subjectDigest(before), measure: true }
}

/** Whether scores can depend on what changed. Policy is base's on both sides; of the Project only the default gate. */
function canAffect({ kind, change, fields, cases }: ResourceChange): boolean {
  if (kind === 'Project') return fields.some(({ path }) => path[0] === 'gate')
  return change === 'added' || cases !== undefined || fields.some(judges)
}

/** Fields that decide what scores mean, though no subject does anything else for them. */
const deciding: ReadonlySet<unknown> = new Set(['coverage', 'cluster'])

function judges({ effect, path }: FieldChange): boolean {
  return effect === 'behaviour' || deciding.has(path[0]) || path.includes('gate')
}

interface Used {
  readonly kind: KindName
  readonly name: string
}

/** Fields of a suite that say what is evaluated, and by what. */
const partOf: { readonly [field: string]: keyof Differs } = {
  subject: 'subject',
  models: 'subject',
  dataset: 'measure',
  assert: 'measure',
}

/** What the differing parts of a suite are made of, nearest first. */
function uses(suite: Resource, project: Project, differs: Differs): readonly Used[] {
  const known = new Map(project.resources.map((one) => [`${namespaceOf(one.kind)} ${one.name}`, one]))
  const resourcesIn = (named: readonly NamedResource[]) =>
    named.flatMap(({ namespace, name }) => known.get(`${namespace} ${name}`) ?? [])
  const found = new Set([suite])
  let level = resourcesIn(namedBy(suite).filter(({ field }) => differs[partOf[field] ?? 'subject']))
  while (level.length > 0) {
    const next = level.filter((one) => !found.has(one))
    for (const one of next) found.add(one)
    level = next.flatMap((one) => resourcesIn(namedBy(one)))
  }
  const used = [...found].map(({ kind, name }) => ({ kind, name }))
  return differs.measure ? [...used, { kind: 'Project', name: project.name }] : used
}
