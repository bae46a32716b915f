import type { Ask } from '../evaluation/ask-model.ts'
import type { AssertionEngine } from '../evaluation/assertion-engine.ts'
import { createLibrary } from '../evaluation/retrieval/library.ts'
import type { Evaluation } from '../evaluation/trial.ts'
import type { Metric } from '../resources/project.ts'
import { type JudgedAssertion, judgedIn } from './judged-assertion.ts'
import { knownPrompts } from './known-prompts.ts'
import { passShare } from './pass-share.ts'
import { askAboutLabels, type Standing, standingOf } from './standing.ts'

/** A judged assertion of a metric, by the name of its judge, and what is known of it. */
export interface JudgeStanding {
  readonly judge: string
  readonly standing: Standing
}

/** What is known of the judges of a metric without asking anybody; empty for a metric that nobody judges. */
export async function rememberedStandings(
  metric: Metric,
  evaluation: Evaluation,
  { ask, engine }: { readonly ask: Ask; readonly engine: AssertionEngine },
): Promise<readonly JudgeStanding[]> {
  const ports = { ask, library: createLibrary(ask) }
  const standing = async (judged: JudgedAssertion): Promise<JudgeStanding> => {
    const outputs = await askAboutLabels(judged, knownPrompts(judged, ports), { engine, ask })
    const share = outputs.length === 0 ? undefined : await passShare(judged, { ask, engine })
    return { judge: judged.assertion.judge.name, standing: standingOf(judged, outputs, share) }
  }
  return Promise.all(judgedIn(metric, evaluation).map(standing))
}
