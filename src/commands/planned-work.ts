import { knownLedger } from '../adapters/git/known-ledger.ts'
import { abandonedPairs, pairEvaluations, pairSuite, type EvaluationPair } from '../evaluation/pair-evaluations.ts'
import { lacking } from '../evaluation/lacking.ts'
import type { CallPlan, PlannedEvaluation } from '../evaluation/plan-calls.ts'
import type { RecordedLine } from '../evaluation/recorded.ts'
import { withTrials } from '../evaluation/with-trials.ts'
import type { KeyPath } from '../diagnostic/place.ts'
import type { Json } from '../digest/digest.ts'
import type { LedgerTip } from '../promotion/ledger.ts'
import { promotionsThatFollow } from '../promotion/promotions-that-follow.ts'
import { redirectedPairs, withoutTwins } from '../promotion/redirected-pairs.ts'
import type { ProjectFiles } from '../resources/diff-files.ts'
import { measureChange } from '../resources/diff-measure.ts'
import { extendsOf } from '../resources/extends.ts'
import { diffProjects } from '../resources/diff-projects.ts'
import type { Measure, Project } from '../resources/project.ts'
import type { Snapshot } from '../resources/snapshot.ts'
import { subjectDigest } from '../resources/subject-digest.ts'
import type { Plan, UnaffectedSuite } from '../verdict/reports.ts'
import { knownMonth } from './month.ts'
import type { Trees } from './projects.ts'
import { plannedEvaluations } from './work.ts'
import type { Workspace } from './workspace.ts'

/** What a check will do, decided before anything is asked. */
export interface PlannedWork {
  readonly plan: Plan
  /** Names of the suites that have to be evaluated. */
  readonly suites: readonly string[]
  readonly unaffected: readonly UnaffectedSuite[]
  readonly pairs: readonly EvaluationPair[]
}

/** How what has to be evaluated is evaluated. */
export interface HowToEvaluate {
  readonly plan: (evaluations: readonly PlannedEvaluation[]) => Promise<CallPlan>
  /** At least so many trials of each case; undefined: as the suites say. */
  readonly trials?: number | undefined
}

/**
 * Compares the projects and plans the calls of every suite that the change affects. Asks no model.
 * @param how what these evaluations will ask, and how often each case is tried at least
 * @param now epoch ms: which month it is, for the budget
 */
export async function planWork(
  trees: Trees,
  head: Project,
  workspace: Workspace,
  how: HowToEvaluate,
  now: number,
): Promise<PlannedWork> {
  const base = trees.base?.loaded.project
  const changes = diffProjects(base, head, await projectFiles(workspace))
  const suites = changes.suites.map(({ suite }) => suite)
  const own = suites.flatMap((name) => pairsOf(name, base, head))
  const every = withoutTwins([...own, ...abandonedPairs(base, head), ...redirectedPairs(base, head)])
  const pairs = withTrials(every, how.trials)
  const tip = head.targets.size === 0 ? undefined : await ledgerOf(workspace, trees)
  const promotions = promotionsThatFollow(base, head, tip)
  const merged = suitesOfPromotions(promotions, head)
  const calls = await how.plan(plannedEvaluations(pairs, merged))
  const unavailable = notAvailable(pairs, trees)
  const policyChanges = [
    ...(trees.policyProject === undefined
      ? []
      : projectChanges(diffProjects(trees.policyProject, head, noFiles).resources, head)),
    ...editedAnswers(trees),
  ]
  const plan = {
    changes,
    ...calls,
    prompts: affectedPrompts(base, head),
    budget: await budgetNow(workspace, trees, now),
    ...(head.targets.size > 0 && { promotions }),
    ...(unavailable.length > 0 && { notAvailable: unavailable }),
    policyChanges,
  }
  return { plan, suites, unaffected: unaffectedSuites(head, suites), pairs }
}

/** Whether anything has to be evaluated, by the projects alone: whether what is remembered is of any use. */
export async function affectsSuites(trees: Trees, head: Project, workspace: Workspace): Promise<boolean> {
  const base = trees.base?.loaded.project
  const changes = diffProjects(base, head, await projectFiles(workspace))
  return changes.suites.length > 0 || [...abandonedPairs(base, head), ...redirectedPairs(base, head)].length > 0
}

/** Only what this clone has of it: a check asks no remote for what it may not be allowed to read. */
function ledgerOf({ repository, folder }: Workspace, { policy }: Trees): Promise<LedgerTip | undefined> {
  return knownLedger({ repository, branch: policy.ledgerBranch, projectFolder: folder })
}

/** The suites of the targets that a merge delivers to: it evaluates them again before it does. */
function suitesOfPromotions(promotions: NonNullable<Plan['promotions']>, head: Project): ReadonlySet<string> {
  const delivered = promotions.filter(({ already }) => already === undefined)
  return new Set(delivered.flatMap(({ target }) => head.targets.get(target)?.suites ?? []))
}

async function budgetNow(workspace: Workspace, { policy }: Trees, now: number): Promise<Plan['budget']> {
  const { usd, calls, runMs } = policy.budget
  const month = await knownMonth(workspace, policy, now)
  return { usd, calls, minutes: runMs / 60_000, ...(month !== undefined && { month }) }
}

/** What of the work this version cannot carry out: each suite once, with the first reason. */
function notAvailable(pairs: readonly EvaluationPair[], { policy }: Trees): NonNullable<Plan['notAvailable']> {
  const found = pairs.flatMap(({ suite, head, base }) =>
    [head, ...(base === undefined ? [] : [base])].flatMap((one): readonly { suite: string; what: string }[] => {
      const what = lacking(one, policy)
      return what === undefined ? [] : [{ suite, what }]
    }),
  )
  return [...new Map(found.toReversed().map((one) => [one.suite, one])).values()].toReversed()
}

/** Prompts that differ in behaviour, themselves or through what they use. */
function affectedPrompts(base: Project | undefined, head: Project): NonNullable<Plan['prompts']> {
  const before = new Set([...(base?.prompts.values() ?? [])].map(subjectDigest))
  const affected = [...head.prompts.values()].filter((prompt) => !before.has(subjectDigest(prompt))).length
  return { affected, total: head.prompts.size }
}

/** What no change affects, with the digest that proves it. */
function unaffectedSuites(head: Project, affected: readonly string[]): readonly UnaffectedSuite[] {
  const names = [...head.suites.keys()].filter((name) => !affected.includes(name)).sort()
  return names.flatMap((suite) => {
    const subject = head.suites.get(suite)?.subject
    return subject === undefined ? [] : [{ suite, subject: subject.name, digest: subjectDigest(subject) }]
  })
}

function pairsOf(name: string, base: Project | undefined, head: Project): readonly EvaluationPair[] {
  const suite = head.suites.get(name)
  if (suite === undefined) return []
  const pair = pairSuite(suite, base, head)
  return pairEvaluations(pair, pair.base !== undefined && isWeaker(pair.base.measure, suite.measure))
}

/** Added cases, which any answer may satisfy, make a drop on the others smaller: more than this share of them counts. */
const diluting = 0.1

/** Whether head's measure would let through what base's does not: then base's gates have to hold, too. */
export function isWeaker(base: Measure, head: Measure): boolean {
  const { loosened, cases } = measureChange(base, head)
  return loosened || cases.added.length > diluting * base.cases.length
}

/** Recorded answers that head gives another text: they hold only after a merge, for base's are used until then. */
function editedAnswers({ base, head }: Trees): readonly string[] {
  const said = ({ text, toolCalls = [] }: RecordedLine['answer']): string => JSON.stringify([text, toolCalls])
  const before = new Map(base?.recorded.lines.map(({ key, answer }) => [key, said(answer)]))
  const edited = head.recorded.lines.filter(({ key, answer }) => (before.get(key) ?? said(answer)) !== said(answer))
  return edited.length === 0 ? [] : [`llmops/recorded (answers edited: ${edited.length})`]
}

const noFiles: ProjectFiles = { base: new Map(), head: new Map() }

async function projectFiles({ base, head, folder }: Workspace): Promise<ProjectFiles> {
  const [before, after] = await Promise.all([base && filesOf(base, folder), filesOf(head, folder)])
  return { base: before ?? new Map(), head: after }
}

async function filesOf(snapshot: Snapshot, folder: string): Promise<ReadonlyMap<string, string | undefined>> {
  const path = (name: string) => (folder === '' ? name : `${folder}/${name}`)
  const [root, rest] = await Promise.all([
    snapshot.list(path('llmops.yaml'), { ids: true }),
    snapshot.list(path('llmops'), { ids: true }),
  ])
  const recorded = path('llmops/recorded/')
  return new Map(
    [...root, ...rest].filter((entry) => !entry.path.startsWith(recorded)).map(({ path, id }) => [path, id]),
  )
}

/** Fields of the Project that the change sets, itself or by what it extends: they hold only after a merge. */
function projectChanges(resources: Plan['changes']['resources'], { notRead }: Project): readonly string[] {
  const fields = resources.filter(({ kind }) => kind === 'Project').flatMap((project) => project.fields)
  const known = fields.filter(({ after }) => notRead === undefined || after !== undefined)
  return known.map(({ path, before, after }) =>
    path[0] === 'extends' ? extendsChange(before, after, notRead) : pathText(path),
  )
}

function extendsChange(before: Json | undefined, after: Json | undefined, notRead: string | undefined): string {
  const [from, to] = [before, after].map((one) => extendsOf({ extends: one })?.label ?? 'nothing')
  return `extends: ${from} → ${to}${notRead === undefined ? '' : ' (not read before the merge)'}`
}

function pathText(path: KeyPath): string {
  return path.join('.')
}
