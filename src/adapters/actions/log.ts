import { endGroup, info, startGroup } from '@actions/core'
import { harmless, linesOf } from './harmless.ts'

/**
 * Text for the log, whoever wrote it, in as many lines as the runner would read in it. The one way to print what is not
 * ours: no line of it is a command to the runner.
 */
export function log(text: string): void {
  for (const line of linesOf(text)) info(harmless(line))
}

/** What `work` logs, folded under a title. Groups do not nest. */
export async function inGroup<T>(title: string, work: () => Promise<T>): Promise<T> {
  startGroup(harmless(linesOf(title).join(' ')))
  try {
    return await work()
  } finally {
    endGroup()
  }
}
