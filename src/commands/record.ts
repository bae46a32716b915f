import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { formatRecorded, recordedLine, type RecordedLine } from '../evaluation/recorded.ts'
import type { EvaluationResult, JudgeCall, SharedCall, Trial } from '../evaluation/trial.ts'
import type { Workspace } from './workspace.ts'

/** Writes the answers of each suite to `llmops/recorded/<suite>.jsonl`, for review and for replay without a key. */
export async function record(
  workspace: Workspace,
  evaluated: readonly EvaluationResult[],
  log: (line: string) => void,
): Promise<void> {
  const bySuite = Map.groupBy(evaluated, ({ evaluation }) => evaluation.suite)
  for (const [suite, results] of bySuite) {
    const lines = new Map(results.flatMap(linesOf).map((line) => [line.key, line]))
    const path = [workspace.folder, 'llmops/recorded', `${suite}.jsonl`].filter(Boolean).join('/')
    const file = join(workspace.repository.root, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, formatRecorded([...lines.values()]))
    log(`${path}: ${lines.size} answers`)
  }
}

/** Every answer that the result rests on, judges and indexes included. */
function linesOf({ trials, whole, shared = [] }: EvaluationResult): readonly RecordedLine[] {
  return [...linesOfCalls(shared), ...trials.flatMap((trial) => linesOfCalls(callsOf(whole(trial))))]
}

function callsOf({ trace }: Trial): readonly SharedCall[] {
  return [...trace.steps, ...trace.judgeCalls.map(askedOfJudge)]
}

function linesOfCalls(calls: readonly SharedCall[]): readonly RecordedLine[] {
  return calls.flatMap(({ asked, result }) => (result.kind === 'answered' ? [recordedLine(asked, result.call)] : []))
}

function askedOfJudge(call: JudgeCall): SharedCall {
  return { asked: call.asked, result: call }
}
