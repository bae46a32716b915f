import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { JudgedAssertion } from '../calibration/judged-assertion.ts'
import type { AskedOutput } from '../calibration/standing.ts'
import { formatRecorded, recordedLine } from '../evaluation/recorded.ts'
import type { Workspace } from './workspace.ts'

/**
 * Writes what judges answered about labelled outputs to `llmops/recorded/<suite>.labels.jsonl`, so that a check can say how
 * far they agree with humans without asking them. No suite has a dot in its name.
 */
export async function recordJudges(
  { repository, folder }: Pick<Workspace, 'repository' | 'folder'>,
  judged: readonly JudgedAssertion[],
  asked: readonly (readonly AskedOutput[])[],
  log: (line: string) => void,
): Promise<void> {
  const bySuite = Map.groupBy(asked.keys(), (at) => judged[at]?.evaluation.suite ?? '')
  for (const [suite, places] of bySuite) {
    const lines = new Map(places.flatMap((at) => linesOf(asked[at] ?? [])).map((line) => [line.key, line]))
    if (lines.size === 0) continue
    const path = [folder, 'llmops/recorded', `${suite}.labels.jsonl`].filter(Boolean).join('/')
    const file = join(repository.root, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, formatRecorded([...lines.values()]))
    log(`${path}: ${lines.size} answers`)
  }
}

function linesOf(outputs: readonly AskedOutput[]): readonly ReturnType<typeof recordedLine>[] {
  const calls = outputs.flatMap(({ asked }) => asked.calls)
  return calls.flatMap((call) => (call.kind === 'answered' ? [recordedLine(call.asked, call.call)] : []))
}
