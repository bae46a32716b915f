import type { Ask } from '../evaluation/ask-model.ts'
import type { AssertionEngine } from '../evaluation/assertion-engine.ts'
import { execute } from '../evaluation/execute.ts'
import { createLibrary } from '../evaluation/retrieval/library.ts'
import type { Case } from '../resources/project.ts'
import { askAbout } from './ask-about.ts'
import type { JudgedAssertion } from './judged-assertion.ts'
import { showsPrompt } from './known-prompts.ts'
import type { Candidate } from './sample.ts'

/** An output that is remembered, as humans and judge see it. */
export interface RememberedOutput extends Candidate {
  readonly row: Case
  readonly output: string
  /** What was asked, where the judge is shown it. */
  readonly prompt: string | undefined
}

/** The outputs of the first trials that earlier answers give, with what the judge is known to say of them. */
export async function rememberedOutputs(
  judged: JudgedAssertion,
  { ask, engine }: { readonly ask: Ask; readonly engine: AssertionEngine },
): Promise<readonly RememberedOutput[]> {
  const { evaluation, assertion } = judged
  const ports = { ask, library: createLibrary(ask) }
  const found = await Promise.all(
    evaluation.measure.cases.map(async (row) => {
      const { produced: whole, byStep } = await execute(evaluation, row, 1, ports)
      const produced = assertion.step === undefined ? whole : byStep.get(assertion.step)
      if (produced === undefined) return undefined
      const { text: output, prompt } = produced
      const asked = await askAbout(judged, { row, output, prompt }, { engine, ask })
      return {
        row,
        caseId: row.id,
        output,
        prompt: showsPrompt(assertion.type) ? prompt : undefined,
        slice: sliceOf(row, evaluation.measure.slices),
        holds: 'opinion' in asked ? asked.opinion.holds : undefined,
      }
    }),
  )
  return found.filter((one) => one !== undefined)
}

function sliceOf({ columns }: Case, slices: readonly string[]): string {
  return JSON.stringify(slices.map((column) => columns[column] ?? null))
}
