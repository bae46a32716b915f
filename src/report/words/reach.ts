import type { Cause, ChangeSet, NamedResource, ResourceChange } from '../../resources/change-set.ts'
import { listed, name } from '../phrase.ts'
import type { Phrase } from '../phrase.ts'

/** What rests on a changed resource by one way of references. */
interface Way {
  readonly via: readonly NamedResource[]
  readonly suites: string[]
  readonly targets: string[]
}

/** Names of one sort that are shown. */
const mostNames = 4

/** `support → suite quality, targets staging and production`: what a change reaches, a phrase for each way there. */
export function reachOf(change: ResourceChange, { suites, targets }: ChangeSet): readonly Phrase[] {
  const ways = new Map<string, Way>()
  for (const { suite, through } of suites) wayOf(change, through, 'EvalSuite', suite, ways)?.suites.push(suite)
  for (const { target, through } of targets)
    wayOf(change, through, 'DeploymentTarget', target, ways)?.targets.push(target)
  return [...ways.values()].map(phraseOf)
}

/** The way from a change to what rests on it; undefined where there is none, and from a resource to itself. */
function wayOf(
  { kind, name: own }: ResourceChange,
  through: readonly Cause[],
  ofKind: NamedResource['kind'],
  ofName: string,
  ways: Map<string, Way>,
): Way | undefined {
  const cause = through.find((one) => one.kind === kind && one.name === own)
  if (cause === undefined || (kind === ofKind && own === ofName)) return undefined
  const key = JSON.stringify(cause.via.map(({ kind: one, name: other }) => [one, other]))
  const way = ways.get(key) ?? { via: cause.via, suites: [], targets: [] }
  ways.set(key, way)
  return way
}

function phraseOf({ via, suites, targets }: Way): Phrase {
  const ends = [endOf('suite', suites), endOf('target', targets)].filter((end) => end.length > 0)
  return [
    ...via.flatMap((one) => [name(one.name), ' → ']),
    ...ends.flatMap((end, at) => (at === 0 ? end : [', ', ...end])),
  ]
}

function endOf(noun: string, names: readonly string[]): Phrase {
  return names.length === 0 ? [] : [`${noun}${names.length === 1 ? '' : 's'} `, ...listed(names, mostNames)]
}
