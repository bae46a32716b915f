import type { Repository } from '../rig/git.ts'
import { inProcess } from './in-process.ts'

export interface ShardRuns {
  readonly of: number
  /** Of their journals, from the repository. */
  readonly folder: string
  /** Default `check`. */
  readonly command?: string
  readonly more?: readonly string[]
}

/** Runs all shards of a command, one after another, to their exit codes. */
export async function runShards(repository: Repository, runs: ShardRuns): Promise<readonly number[]> {
  const { of, folder, command = 'check', more = [] } = runs
  const codes: number[] = []
  for (let index = 1; index <= of; index += 1) {
    const args = [command, '--shard', `${index}/${of}`, '--journal', folder, ...more]
    codes.push((await inProcess(repository, args)).code)
  }
  return codes
}

/** A result without what no two runs have in common: how long they took, and how old base was by then. */
export function withoutTime(stdout: string): string {
  return stdout.replaceAll(/,"(?:baseAgeMs|ms)":\d+/g, '')
}
