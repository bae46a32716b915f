import { type JudgedAssertion, judgedAssertions } from '../calibration/judged-assertion.ts'
import { UsageFault } from '../diagnostic/fault.ts'
import { evaluationsOf } from '../evaluation/pair-evaluations.ts'
import type { Project } from '../resources/project.ts'
import { nearest } from '../source/nearest.ts'

/** Which judges. */
export interface JudgeChoice {
  /** Only of this suite; default: of all. */
  readonly suite: string | undefined
  /** Only of this metric; default: of all. */
  readonly metric: string | undefined
}

/** The judged assertions of a project, by suite, then as written. Throws UsageFault where none is of that name. */
export function chooseJudged(project: Project, { suite, metric }: JudgeChoice): readonly JudgedAssertion[] {
  const suites = [...project.suites.values()].filter(({ name }) => suite === undefined || name === suite)
  if (suite !== undefined && suites.length === 0) throw unknown('EvalSuite', suite, [...project.suites.keys()])
  const own = suites.flatMap((one) => evaluationsOf(one).filter(({ label, subject }) => label === subject.name))
  const judged = own.flatMap(judgedAssertions)
  const chosen = judged.filter((one) => metric === undefined || one.metric === metric)
  if (metric !== undefined && chosen.length === 0)
    throw unknown('judged metric', metric, [...new Set(judged.map((one) => one.metric))])
  return chosen
}

function unknown(what: string, name: string, names: readonly string[]): UsageFault {
  const near = nearest(name, names)
  if (near !== undefined) return new UsageFault(`no ${what} '${name}'; did you mean '${near}'?`)
  return new UsageFault(`no ${what} '${name}'; there ${names.length === 0 ? 'is none' : `are: ${names.join(', ')}`}`)
}
