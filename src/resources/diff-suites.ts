import { canonicalJson } from '../digest/digest.ts'
import type { AffectedSuite, Cause, ResourceChange } from './change-set.ts'
import { causesAmong, restsOn } from './diff-causes.ts'
import { byCodePoints } from './order.ts'
import type { ResourcePair } from './diff-pairs.ts'
import type { EvalSuite, Project, Resource } from './project.ts'
import { measureDigest, modelMeaning, subjectDigest } from './subject-digest.ts'
import { modelsOf, subjectNamed } from './subjects.ts'

/** The suites of head that are new, or whose subject, shown models or measure are not base's. In the order of the pairs. */
export function affectedSuites(
  base: Project | undefined,
  head: Project,
  pairs: readonly ResourcePair[],
  changes: readonly ResourceChange[],
): readonly AffectedSuite[] {
  return pairs.flatMap((pair): readonly AffectedSuite[] => {
    const suite = pair.head?.kind === 'EvalSuite' ? head.suites.get(pair.head.name) : undefined
    if (suite === undefined || pair.head === undefined) return []
    const before = pair.base && base?.suites.get(pair.base.name)
    const differs = before === undefined ? newSuite(suite, base) : differenceOf(before, suite)
    if (!differs.subject && !differs.measure) return []
    const through = causesOf(pair.head, head, differs, changes)
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

/** Fields of a suite that say what is evaluated, and by what. */
const partOf: { readonly [field: string]: keyof Differs } = {
  subject: 'subject',
  models: 'subject',
  dataset: 'measure',
  assert: 'measure',
}

/** What the differing parts of a suite are made of, nearest first. */
function causesOf(
  suite: Resource,
  project: Project,
  differs: Differs,
  changes: readonly ResourceChange[],
): readonly Cause[] {
  const used = restsOn(suite, project, (field) => differs[partOf[field] ?? 'subject'])
  const policy: Cause = { kind: 'Project', name: project.name, via: [] }
  return causesAmong(differs.measure ? [...used, policy] : used, changes)
}
