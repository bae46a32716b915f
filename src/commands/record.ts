import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { formatRecorded, recordedLine } from '../evaluation/recorded.ts'
import { requestFor } from '../evaluation/request-for.ts'
import type { EvaluationResult, Trial } from '../evaluation/trial.ts'
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

function linesOf({ evaluation, trials }: EvaluationResult): readonly ReturnType<typeof recordedLine>[] {
  const cases = new Map(evaluation.measure.cases.map((row) => [row.id, row]))
  return trials.flatMap((trial) => linesOfTrial(trial, cases, evaluation))
}

function linesOfTrial(
  { caseId, trial, trace }: Trial,
  cases: ReadonlyMap<string, EvaluationResult['evaluation']['measure']['cases'][number]>,
  evaluation: EvaluationResult['evaluation'],
): readonly ReturnType<typeof recordedLine>[] {
  const result = trace.steps[0]?.result
  const row = cases.get(caseId)
  if (result?.kind !== 'answered' || row === undefined) return []
  const judged = trace.judgeCalls.flatMap((one) => (one.kind === 'answered' ? [recordedLine(one.asked, one.call)] : []))
  return [recordedLine(requestFor(evaluation, row, trial), result.call), ...judged]
}
