import { canonicalJson, type Json } from '../digest/digest.ts'
import type { ResourcePair } from './diff-pairs.ts'
import type { Case, Project, Prompt } from './project.ts'
import { namedBy } from './references.ts'

/**
 * Names of head's Datasets of which a prompt shows other examples than at base, or in another order, since their rows stand
 * in another order. For nothing else the order of rows means anything.
 */
export function reorderedExamples(base: Project, head: Project, pairs: readonly ResourcePair[]): ReadonlySet<string> {
  const datasets = new Map(
    pairs.flatMap((pair) => (pair.head?.kind === 'Dataset' ? [[pair.head.name, pair.base?.name]] : [])),
  )
  const prompts = pairs.filter((pair) => pair.head?.kind === 'Prompt')
  const suspected = prompts.flatMap((pair) => {
    const [before, after] = [base.prompts.get(pair.base?.name ?? ''), head.prompts.get(pair.head?.name ?? '')]
    return pair.head === undefined || before === undefined || shown(before) === shown(after) ? [] : namedBy(pair.head)
  })
  const names = suspected.flatMap(({ namespace, name }) => (namespace === 'Dataset' ? name : []))
  return new Set(names.filter((name) => isReordered(casesOf(base, datasets.get(name)), casesOf(head, name))))
}

function shown(prompt: Prompt | undefined): string {
  return canonicalJson((prompt?.examples ?? []) as unknown as Json)
}

function casesOf(project: Project, dataset: string | undefined): readonly Case[] {
  return project.datasets.get(dataset ?? '')?.cases ?? []
}

/** Whether the cases that both have stand in another order. */
function isReordered(before: readonly Case[], after: readonly Case[]): boolean {
  const [left, right] = [new Set(before.map(({ id }) => id)), new Set(after.map(({ id }) => id))]
  const shared = [...left].filter((id) => right.has(id))
  const again = [...right].filter((id) => left.has(id))
  return shared.some((id, at) => id !== again[at])
}
