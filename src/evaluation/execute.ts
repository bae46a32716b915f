import type { Application, Case, Chain, Prompt } from '../resources/project.ts'
import { executeApplication, requestOfApplication } from './execution/application.ts'
import { executeChain } from './execution/chain.ts'
import { converse } from './execution/converse.ts'
import type { Ports } from './execution/ports.ts'
import type { End, Produced, StepRun } from './execution/produced.ts'
import { inputFor, requestFor } from './request-for.ts'
import type { Evaluation, Outcome, Trace } from './trial.ts'
import { asUntrusted } from './untrusted.ts'

/** What executing a subject on a case did, before anything is asserted of it. */
export interface Execution {
  readonly trace: Trace
  readonly outcome: Outcome
  /** What the subject produced; defined exactly where the outcome is scored. */
  readonly produced: Produced | undefined
  /** Of a Chain: what its steps produced, by id. */
  readonly byStep: ReadonlyMap<string, Produced>
}

/**
 * Runs a subject on one case. The same answers lead to the same calls in the same order of the trace.
 * @throws UnrenderableCase where a template uses what the input does not have, which validation refuses
 */
export async function execute(evaluation: Evaluation, row: Case, trial: number, ports: Ports): Promise<Execution> {
  const { subject } = evaluation
  switch (subject.kind) {
    case 'Prompt':
      return executionOf(await runPrompt(subject, { evaluation, row, trial }, ports))
    case 'Chain':
      return runChain(subject, { evaluation, row, trial }, ports)
    case 'Application':
      return executionOf(await runApplication(subject, { evaluation, row, trial }, ports))
  }
}

interface Run {
  readonly evaluation: Evaluation
  readonly row: Case
  readonly trial: number
}

async function runPrompt(prompt: Prompt, { evaluation, row, trial }: Run, { ask }: Ports): Promise<StepRun> {
  const { messages } = requestFor(evaluation, row, trial).request
  const { turns = [], toolResults = [] } = row
  const model = evaluation.model ?? prompt.model
  const rounds = prompt.stepLimit ?? 1
  return converse({ id: prompt.name, prompt, model, messages, turns, toolResults, trial, rounds }, ask)
}

async function runChain(chain: Chain, { evaluation, row, trial }: Run, ports: Ports): Promise<Execution> {
  const setting = { model: evaluation.model, toolResults: row.toolResults ?? [], trial }
  const run = await executeChain(chain, inputFor(evaluation, row) ?? {}, setting, ports)
  const { values, latencyMs, produced: byStep } = run
  const { trace, ...execution } = executionOf(run)
  return { ...execution, trace: { ...trace, values, latencyMs }, byStep }
}

async function runApplication(
  application: Application,
  { evaluation, row, trial }: Run,
  { ask }: Ports,
): Promise<StepRun> {
  const where = `${evaluation.label}, case ${row.id}`
  const call = requestOfApplication(application, inputFor(evaluation, row) ?? {}, trial, where)
  return executeApplication(application, call, ask)
}

function executionOf({ steps, end }: StepRun): Execution {
  const produced = end.kind === 'produced' ? end.produced : undefined
  return { trace: { steps, judgeCalls: [] }, outcome: outcomeOf(end), produced, byStep: new Map() }
}

function outcomeOf(end: End): Outcome {
  return end.kind === 'produced' ? { kind: 'scored', output: asUntrusted(end.produced.text) } : end
}
