import { spentOn } from '../evaluation/expense.ts'
import { countTrials } from '../evaluation/evaluate.ts'
import type { Shard } from '../evaluation/shard/shard.ts'
import { UsageFault } from '../diagnostic/fault.ts'
import { IncompleteFault } from '../diagnostic/fault.ts'
import { listNotEvaluated } from '../verdict/not-evaluated.ts'
import type { ExitCode } from '../verdict/reports.ts'
import type { ShardReport } from '../verdict/shard-report.ts'
import { beginCheck, type CheckRequest } from './check.ts'
import { beginEval, type EvalRequest, suitesOf } from './eval.ts'
import type { Needs } from './needs.ts'
import { type OpenTrees, openTrees } from './open-trees.ts'
import { type RunOfWork, runWork, type Running } from './run-work.ts'
import { keysOf, nameOf, projectName, type Rendered } from './validate.ts'
import { evaluationsIn, type Work } from './work.ts'

/** Runs a shard of `eval`: its part of the cases of every suite, and a journal of them. */
export async function evalShard(request: EvalRequest & OneShard, needs: Needs): Promise<Rendered<ShardReport>> {
  if (request.record) throw new UsageFault('a shard has a part of the answers, and --record keeps all of a suite')
  await using scope = new AsyncDisposableStack()
  const opened = await openTrees(request, scope)
  const suites = suitesOf(opened.project, request.suite)
  const begun = opened.project && (await beginEval(request, suites, opened, { needs, scope }))
  return shardReportOf('eval', request.shard, opened, begun && (await ranShard(request, begun)))
}

/** Runs a shard of `check`: both sides of its part of the cases. */
export async function checkShard(request: CheckRequest & OneShard, needs: Needs): Promise<Rendered<ShardReport>> {
  await using scope = new AsyncDisposableStack()
  const opened = await openTrees(request, scope)
  const { project } = opened
  const begun = project && (await beginCheck(request, project, opened, { needs, scope }))
  return shardReportOf('check', request.shard, opened, begun && (await ranShard(request, begun)))
}

interface OneShard {
  readonly shard: Shard
}

interface RanShard {
  readonly work: Work
  readonly ran: RunOfWork
}

async function ranShard(
  request: (EvalRequest | CheckRequest) & OneShard,
  { work, running }: { readonly work: Work; readonly running: Running },
): Promise<RanShard> {
  const ran = await runWork(work, request, running)
  if (ran.trouble !== undefined)
    throw new IncompleteFault(`${ran.trouble}\nWithout its journal nobody has what this shard did`)
  return { work, ran }
}

/** @param of undefined where head is invalid */
function shardReportOf(
  runs: ShardReport['runs'],
  shard: Shard,
  { workspace, trees }: OpenTrees,
  of: RanShard | undefined,
): Rendered<ShardReport> {
  const { head, policy } = trees
  const notEvaluated = of === undefined ? [] : listNotEvaluated(of.ran.results, policy)
  const report: ShardReport = {
    version: 1,
    command: 'shard',
    runs,
    shard,
    project: projectName(head, workspace),
    base: runs === 'check' ? workspace.base && nameOf(workspace.base) : undefined,
    head: nameOf(workspace.head),
    diagnostics: head.diagnostics,
    trials: { own: of?.ran.trials ?? 0, all: of === undefined ? 0 : countTrials(evaluationsIn(of.work.pairs)) },
    notEvaluated,
    spent: of?.ran.spent ?? spentOn([]),
    journal: of?.ran.journal,
    exitCode: exitCodeOfShard(of, notEvaluated.length),
  }
  return { report, sources: head.sources, keys: keysOf(policy) }
}

/** It judges no gates: what it has or lacks is all that counts. */
function exitCodeOfShard(of: RanShard | undefined, gaps: number): ExitCode {
  if (of === undefined) return 2
  return gaps === 0 ? 0 : 3
}
