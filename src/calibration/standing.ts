import type { Engine } from '../evaluation/assertions/engine-score.ts'
import type { Estimate } from '../statistics/estimate.ts'
import { type Agreement, agreementAt, agreementOn, type Compared, isBinary, isDisputed } from './agreement.ts'
import { askAbout, type Asked, type Opinion } from './ask-about.ts'
import { casesById, type JudgedAssertion } from './judged-assertion.ts'
import type { KnownPrompts } from './known-prompts.ts'
import { type LabelledOutput, labelledOutputs } from './labelled-output.ts'
import { raterAgreement } from '../statistics/rater-agreement.ts'

/** What is known of how far the judge of an assertion, with this very question, agrees with humans. */
export type Standing =
  /** `open`: rows of a sheet that wait for a label. */
  | { readonly state: 'no-labels'; readonly open: number }
  /** Of the labelled outputs the judge has answered less than half: under this rubric, by this model, with these settings. */
  | { readonly state: 'not-measured'; readonly outputs: number; readonly answered: number }
  | Measured

export interface Measured {
  readonly state: 'measured'
  readonly agreement: Agreement
  /** On outputs of the suite, of which the judge passes and fails other shares than of the labelled ones; absent where these are not known. */
  readonly onSuite?: Estimate
  /** Labelled outputs, and those of them that the judge has answered. */
  readonly outputs: number
  readonly answered: number
  /** Answered, and passed by as many humans as failed it: not in the agreement. */
  readonly disputed: number
  /** How often two humans say the same of an output, in [0, 1]; undefined where none was labelled by two. */
  readonly humans: number | undefined
  /** Whether any answer comes from Git. */
  readonly recorded: boolean
}

/** A labelled output and what came of asking about it. */
export interface AskedOutput {
  readonly labelled: LabelledOutput
  readonly asked: Asked
}

/** Puts every labelled output of an assertion to its judge. In the order of the labels. */
export async function askAboutLabels(
  judged: JudgedAssertion,
  promptOf: KnownPrompts,
  engine: Engine,
): Promise<readonly AskedOutput[]> {
  const cases = casesById(judged.evaluation.measure)
  const outputs = labelledOutputs(judged.assertion.labels?.labels ?? [])
  const known = outputs.flatMap((labelled) => {
    const row = cases.get(labelled.caseId)
    return row === undefined ? [] : [{ labelled, row }] // base's subject may be compared on head's cases
  })
  return Promise.all(
    known.map(async ({ labelled, row }) => {
      const { output, prompt = await promptOf(labelled.caseId) } = labelled
      return { labelled, asked: await askAbout(judged, { row, output, prompt }, engine) }
    }),
  )
}

/**
 * What the answers say of the judge.
 * @param passShare of the outputs of the suite, that which the judge passes
 */
export function standingOf(
  { assertion }: JudgedAssertion,
  outputs: readonly AskedOutput[],
  passShare: number | undefined,
): Standing {
  if (outputs.length === 0) return { state: 'no-labels', open: assertion.labels?.open ?? 0 }
  const compared = comparedOf(outputs)
  const counts = { outputs: outputs.length, answered: compared.length }
  const agreement = compared.length * 2 < outputs.length ? undefined : agreementOn(compared)
  if (agreement === undefined) return { state: 'not-measured', ...counts }
  const onSuite = passShare === undefined ? undefined : agreementAt(passShare, agreement)
  return {
    state: 'measured',
    agreement,
    ...(onSuite !== undefined && { onSuite }),
    ...counts,
    disputed: isBinary(compared) ? compared.filter(isDisputed).length : 0,
    humans: raterAgreement(outputs.map(({ labelled }) => labelled.ratings)),
    recorded: outputs.some(({ asked }) =>
      asked.calls.some((call) => call.kind === 'answered' && call.from === 'recorded'),
    ),
  }
}

/** Those that the judge has answered. */
export function comparedOf(
  outputs: readonly AskedOutput[],
): readonly (Compared & { readonly labelled: LabelledOutput; readonly opinion: Opinion })[] {
  return outputs.flatMap(({ labelled, asked }) =>
    'opinion' in asked ? [{ labelled, label: labelled.label, ratings: labelled.ratings, opinion: asked.opinion }] : [],
  )
}
