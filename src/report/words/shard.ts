import { formatShard } from '../../evaluation/shard/shard.ts'
import type { ShardReport } from '../../verdict/shard-report.ts'
import { count, counted } from '../numbers.ts'
import { name } from '../phrase.ts'
import type { Phrase } from '../phrase.ts'
import { whichProject } from './footer.ts'
import type { Headlined } from './headline.ts'
import { snapshots } from './snapshots.ts'
import { spending } from './spending.ts'

/** `shard 2/8 of check: 60 of 480 trials, all of them scored`. */
export function shardHeadline(report: ShardReport): Headlined {
  const { shard, runs, trials, exitCode } = report
  const says = `shard ${formatShard(shard)} of ${runs}: `
  if (exitCode === 2) return { mark: 'bad', says: [`${says}the configuration is invalid`] }
  const part = `${count(trials.own)} of ${counted(trials.all, 'trial')}`
  if (exitCode === 0) return { mark: 'good', says: [`${says}${part}${trials.own === 0 ? '' : ', nothing missing'}`] }
  return { mark: 'incomplete', says: [`${says}${part}, not all of them scored`] }
}

/** Where its journal is, and what comes next. Empty where there is none. */
export function shardSummary({ journal }: ShardReport): readonly Phrase[] {
  if (journal === undefined) return []
  return [
    ['Its journal: ', name(journal)],
    ['It decides nothing: once all shards have ended, ', name('llmops report'), ' makes one result of their journals.'],
  ]
}

export function shardFooter({ spent, project, head, base }: ShardReport): readonly Phrase[] {
  const facts: readonly Phrase[] = [[spending(spent, undefined)], whichProject(project), snapshots(head, base)]
  return facts.filter((fact) => fact.length > 0)
}
