import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { loadProject } from '../rules/load-project.ts'
import type { Policy } from '../resources/policy.ts'
import { builtInPolicy, policyOf, policyOfInvalidBase, replayProviders } from '../resources/policy-of.ts'
import type { LoadedProject, Project } from '../resources/project.ts'
import type { Snapshot } from '../resources/snapshot.ts'
import { sourceSet } from '../source/positions.ts'
import type { SourceSet } from '../source/source-set.ts'
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

export async function loadTree(snapshot: Snapshot, folder: string): Promise<Tree> {
  const [loaded, recorded] = await Promise.all([loadProject(snapshot, folder), readRecorded(snapshot, folder)])
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

export async function loadTrees({ head, base, policy, folder }: Workspace): Promise<Trees> {
  const [headTree, baseTree, tip] = await Promise.all([
    loadTree(head, folder),
    base && loadTree(base, folder),
    policy && policy !== base ? loadTree(policy, folder) : undefined,
  ])
  const policyTree = (tip ?? baseTree)?.loaded
  return {
    head: headTree,
    base: baseTree,
    policy: policyFrom(policyTree, headTree),
    policyProject: policyTree?.project,
  }
}

function policyFrom(base: LoadedProject | undefined, head: Tree): Policy {
  if (base?.project !== undefined) return policyOf(base.project)
  return base?.found === true ? policyOfInvalidBase() : builtInPolicy(replaysOf(head))
}

function replaysOf({ loaded }: Tree): readonly string[] {
  return loaded.project === undefined ? [] : replayProviders(loaded.project)
}
