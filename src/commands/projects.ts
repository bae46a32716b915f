import { describe } from '../diagnostic/describe.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { IncompleteFault } from '../diagnostic/fault.ts'
import { loadProject } from '../rules/load-project.ts'
import { complianceRules } from '../resources/compliance.ts'
import { ruleSettings } from '../resources/judgements.ts'
import type { LoadOptions } from '../resources/load.ts'
import type { Policy } from '../resources/policy.ts'
import { builtInPolicy, policyOf, replayProviders } from '../resources/policy-of.ts'
import type { LoadedProject, Project } from '../resources/project.ts'
import type { Snapshot } from '../resources/snapshot.ts'
import { sourceSet } from '../source/positions.ts'
import type { SourceSet } from '../source/source-set.ts'
import type { Extensions } from './extends.ts'
import { readRecorded, type RecordedAnswers } from './recorded-answers.ts'
import type { Workspace } from './workspace.ts'

/** A tree with its project and the answers it keeps. */
export interface Tree {
  readonly loaded: LoadedProject
  readonly recorded: RecordedAnswers
  /** Those of the project and those of the recorded answers. */
  readonly diagnostics: readonly Diagnostic[]
  readonly sources: SourceSet
}

export interface Trees {
  readonly head: Tree
  readonly base: Tree | undefined
  readonly policy: Policy
  /** Base's project as policy knows it: for its prices, and for what a change of the Project would do after a merge. */
  readonly policyProject: Project | undefined
}

export async function loadTree(snapshot: Snapshot, folder: string, options?: LoadOptions): Promise<Tree> {
  const loaded = await loadProject(snapshot, folder, options)
  const recorded = await readRecorded(snapshot, folder)
  const own = sourceSet(recorded.texts)
  const pick = (file: string) => (recorded.texts.has(file) ? own : loaded.sources)
  return {
    loaded,
    recorded,
    diagnostics: [...loaded.diagnostics, ...recorded.diagnostics],
    sources: {
      locate: (place) => pick(place.file).locate(place),
      lines: (file, from, to) => pick(file).lines(file, from, to),
    },
  }
}

export async function loadTrees({ head, base, policy, folder, today, extensions }: Workspace): Promise<Trees> {
  const [baseTree, tip] = await Promise.all([
    base && loadEarlier(base, folder, head, extensions),
    policy && policy !== base ? loadEarlier(policy, folder, head, extensions) : undefined,
  ])
  const policyTree = (tip ?? baseTree)?.loaded
  for (const tree of [baseTree, tip]) if (tree !== undefined) requireReadable(tree)
  const headTree = await loadTree(head, folder, {
    demanded: ruleSettings(policyTree?.project),
    demandedCompliance: complianceRules(policyTree?.project),
    today,
    openExtended: extensions.ofChange(async () => [policyTree?.project, baseTree?.loaded.project]),
  })
  return {
    head: headTree,
    base: baseTree,
    policy: policyFrom(policyTree, headTree),
    policyProject: policyTree?.project,
  }
}

/** Base's project, also where head moved its folder: a move is no way out of base's policy and gates. */
export async function loadEarlier(
  snapshot: Snapshot,
  folder: string,
  head: Snapshot,
  { ofTrusted: openExtended }: Extensions,
): Promise<Tree> {
  const here = await loadTree(snapshot, folder, { openExtended })
  if (here.loaded.found) return here
  const after = new Set((await head.list('')).map(({ path }) => path))
  const gone = (await snapshot.list('')).filter(({ path }) => /(^|\/)llmops\.yaml$/.test(path) && !after.has(path))
  const [moved] = gone
  return moved !== undefined && gone.length === 1
    ? loadTree(snapshot, moved.path.replace(/\/?llmops\.yaml$/, ''), { openExtended })
    : here
}

/** What cannot be read cannot be compared with: throws IncompleteFault, with the place of the first error. */
function requireReadable({ loaded, diagnostics, sources }: Tree): void {
  if (!loaded.found || loaded.project !== undefined) return
  const first = diagnostics.find(({ severity }) => severity === 'error')
  const where =
    first === undefined
      ? ''
      : ` (${first.place.file}:${sources.locate(first.place).line}: ${describe(first.problem).message})`
  throw new IncompleteFault(
    `base's project is invalid${where}, so there is nothing to compare with and no policy; mend base first`,
  )
}

function policyFrom(base: LoadedProject | undefined, head: Tree): Policy {
  return base?.project === undefined ? builtInPolicy(replaysOf(head)) : policyOf(base.project)
}

function replaysOf({ loaded }: Tree): readonly string[] {
  return loaded.project === undefined ? [] : replayProviders(loaded.project)
}
