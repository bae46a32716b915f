import type { CaseFields, Chain, Step } from '../../resources/project.ts'
import type { AnswerFailure, StepValue, TraceStep } from '../trial.ts'
import { after, asUntrusted } from '../untrusted.ts'
import type { Missing } from '../call.ts'
import type { Ports } from './ports.ts'
import { answerFailure, type End, factsOf, latencyOf, type Produced, type StepRun } from './produced.ts'
import { runStep, type StepSetting } from './run-step.ts'

/** What running a Chain did. */
export interface ChainRun extends StepRun {
  /** What its steps gave, in their order. */
  readonly values: readonly StepValue[]
  readonly produced: ReadonlyMap<string, Produced>
  /** Along the longest path, in ms; undefined where it is not known. */
  readonly latencyMs: number | undefined
}

/**
 * Runs the steps of a Chain, each as soon as those that it uses have given something. A step that gives nothing holds up
 * those that use it and no others, so that the same calls are made whatever ends first.
 */
export async function executeChain(
  chain: Chain,
  input: CaseFields,
  setting: Omit<StepSetting, 'rounds'>,
  ports: Ports,
): Promise<ChainRun> {
  const rounds = 1 + chain.stepLimit - chain.steps.length
  const running = new Map<string, Promise<StepRun | undefined>>()
  for (const step of chain.steps) {
    const before = Promise.all(step.uses.map(async (id) => [id, await running.get(id)] as const))
    running.set(step.id, runAfter(step, before, input, { ...setting, rounds }, ports))
  }
  const ended = await Promise.all(chain.steps.map(async (step) => ({ step, run: await running.get(step.id) })))
  return chainRun(chain, ended)
}

async function runAfter(
  step: Step,
  running: Promise<readonly (readonly [id: string, run: StepRun | undefined])[]>,
  input: CaseFields,
  setting: StepSetting,
  ports: Ports,
): Promise<StepRun | undefined> {
  const before = await running
  const values = before.flatMap(([id, run]) => (run?.end.kind === 'produced' ? [[id, run.end.value] as const] : []))
  if (values.length < before.length) return undefined
  return runStep(step, { ...input, ...Object.fromEntries(values) }, setting, ports)
}

/** A step with what came of it; undefined where it did not run. */
interface EndedStep {
  readonly step: Step
  readonly run: StepRun | undefined
}

function chainRun(chain: Chain, ended: readonly EndedStep[]): ChainRun {
  const steps = ended.flatMap(({ run }) => run?.steps ?? [])
  const produced = ended.flatMap(({ step, run }) =>
    run?.end.kind === 'produced' ? [[step.id, run.end.produced] as const] : [],
  )
  const latencyMs = longestPath(ended)
  return {
    steps,
    end: endOf(chain, ended, { ...factsOf(steps), latencyMs }),
    values: produced.map(([id, { text }]) => ({ id, output: asUntrusted(text) })),
    produced: new Map(produced),
    latencyMs,
  }
}

/** The first answer failure, which no missing step could mend; else the first that is missing; else what the last step gave. */
function endOf(chain: Chain, ended: readonly EndedStep[], whole: ReturnType<typeof factsOf>): End {
  const failures = ended.flatMap(labelledEnd)
  const failed = failures.find(({ kind }) => kind === 'answer-failure') ?? failures[0]
  if (failed !== undefined) return failed
  const taken = ended.reduce((sum, { run }) => sum + Math.max(1, modelRounds(run)), 0)
  const last = ended.at(-1)?.run?.end
  if (last?.kind !== 'produced') throw new Error('a chain without a failure has an end')
  if (taken > chain.stepLimit) {
    return answerFailure('step-limit', `it took ${taken} steps, of at most ${chain.stepLimit}`, last.produced.text)
  }
  return { ...last, produced: { ...last.produced, ...whole } }
}

function labelledEnd({ step, run }: EndedStep): readonly (AnswerFailure | Missing)[] {
  if (run === undefined || run.end.kind === 'produced') return []
  return [{ ...run.end, detail: after(`step ${step.id}: `, run.end.detail) }]
}

/** Each time a model was asked is a step. */
function modelRounds(run: StepRun | undefined): number {
  return run?.steps.filter(isModelCall).length ?? 0
}

function isModelCall({ asked }: TraceStep): boolean {
  return 'messages' in asked.request
}

/** Until the last step is done, where each starts when those that it uses are done. */
function longestPath(ended: readonly EndedStep[]): number | undefined {
  const done = new Map<string, number | undefined>()
  for (const { step, run } of ended) {
    const starts = step.uses.map((id) => done.get(id))
    const own = run === undefined ? undefined : latencyOf(run.steps)
    const known = starts.every((start) => start !== undefined) && own !== undefined
    done.set(step.id, known ? Math.max(0, ...starts) + own : undefined)
  }
  return done.get(ended.at(-1)?.step.id ?? '')
}
