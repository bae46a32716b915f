import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { JudgedAssertion } from '../calibration/judged-assertion.ts'
import { formatSheet } from '../calibration/label-sheet.ts'
import { labelledOutputs } from '../calibration/labelled-output.ts'
import { type RememberedOutput, rememberedOutputs } from '../calibration/remembered-outputs.ts'
import { sampleOutputs } from '../calibration/sample.ts'
import { UsageFault } from '../diagnostic/fault.ts'
import { seedOf } from '../digest/digest.ts'
import type { Ask } from '../evaluation/ask-model.ts'
import type { AssertionEngine } from '../evaluation/assertion-engine.ts'
import type { SheetWritten } from '../verdict/calibrate-report.ts'

export interface Surroundings {
  /** Where the command was started: the sheet's path is relative to it. */
  readonly dir: string
  /** Asks nobody. */
  readonly ask: Ask
  readonly engine: AssertionEngine
}

/**
 * Writes a sheet of remembered outputs that nobody has labelled yet. Throws UsageFault where it is not one metric that is
 * meant, nothing is remembered, or a file is there already: somebody may have filled it in.
 */
export async function writeSheet(
  { file, outputs: size }: { readonly file: string; readonly outputs: number },
  judged: readonly JudgedAssertion[],
  { dir, ask, engine }: Surroundings,
): Promise<SheetWritten> {
  const [only, another] = judged
  if (only === undefined) throw new UsageFault('no metric here has a judge, so there is nothing for humans to label')
  if (another !== undefined) throw new UsageFault(`a sheet is for one metric: ${choices(judged)}`)
  if (!file.endsWith('.csv')) throw new UsageFault(`'${file}': a sheet is a .csv file`)
  const { suite, measure } = only.evaluation
  const remembered = await rememberedOutputs(only, { ask, engine })
  if (remembered.length === 0)
    throw new UsageFault(`no answer to the cases of '${suite}' is remembered; run llmops eval --suite ${suite} first`)
  const sample = sampleOutputs(notLabelled(remembered, only), size, seedOf([suite, only.metric]))
  if (sample.length === 0) throw new UsageFault(`every remembered answer to '${suite}' is labelled already`)
  await writeNew(resolve(dir, file), file, formatSheet(sample))
  const unknown = measure.cases.length - remembered.length
  return { file, suite, metric: only.metric, outputs: sample.length, unknown }
}

function choices(judged: readonly JudgedAssertion[]): string {
  const options = judged.map(({ evaluation, metric }) => `${evaluation.suite} --metric ${metric}`)
  return [...new Set(options)].map((option) => `llmops calibrate ${option}`).join(', ')
}

function notLabelled(remembered: readonly RememberedOutput[], { assertion }: JudgedAssertion): typeof remembered {
  const known = labelledOutputs(assertion.labels?.labels ?? [])
  const labelled = new Set(known.map(({ caseId, output }) => JSON.stringify([caseId, output])))
  return remembered.filter(({ caseId, output }) => !labelled.has(JSON.stringify([caseId, output])))
}

async function writeNew(path: string, file: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, text, { flag: 'wx' })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') throw new UsageFault(`'${file}' is there already, maybe filled in; name another file`)
    throw new UsageFault(`'${file}' cannot be written (${code})`)
  }
}
