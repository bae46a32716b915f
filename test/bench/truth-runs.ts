import { openTransportWith } from '../../src/commands/open-transport.ts'
import { systemClock } from '../../src/adapters/system-clock.ts'
import { createAsker } from '../../src/evaluation/ask-model.ts'
import { createBudget } from '../../src/evaluation/budget.ts'
import { evaluate } from '../../src/evaluation/evaluate.ts'
import { pairEvaluations, pairSuite } from '../../src/evaluation/pair-evaluations.ts'
import { recordedLayer } from '../../src/evaluation/recorded.ts'
import { keepNone } from '../../src/evaluation/trial-log.ts'
import { loadProject } from '../../src/rules/load-project.ts'
import type { Policy } from '../../src/resources/policy.ts'
import { policyOf } from '../../src/resources/policy-of.ts'
import type { EvalSuite, Project } from '../../src/resources/project.ts'
import { compareSuite } from '../../src/verdict/compare.ts'
import type { SuiteComparison } from '../../src/verdict/comparison.ts'
import { decide } from '../../src/verdict/decide.ts'
import { memorySnapshot } from '../behaviour/memory-snapshot.ts'
import { mapStore, noEngine } from '../evaluation/fixtures.ts'
import { caseProbability } from '../rig/skill.ts'
import { skillServer } from '../rig/skill-server.ts'

/**
 * Verdicts of whole runs against a known truth: a project in YAML, the engine over HTTP, a model server that is right
 * with known chances. Every case is right with a chance from Beta(0.8 c, 0.2 c), c = 1/rho - 1, rho = 0.7; head's chance is
 * that times (1 - drop/0.8): the process of the decision benchmark (statistics.md) with other random numbers.
 */
export interface TruthRun {
  /** True drop of head, in units of the score; 0: a wording that the server ignores. */
  readonly drop: number
  readonly seed: string
}

export interface TruthOutcome {
  readonly verdict: string
  /** What a gate that fails whenever the number is smaller would have said. */
  readonly naiveFails: boolean
  /** Whether the shown interval has the true change. */
  readonly covers: boolean
}

export const cases = 200
const baseSkill = 0.8

const known = Array.from({ length: cases }, (_, at) => ({
  key: `k${at}`,
  ask: `Where is place ${at};`,
  right: `In town ${at}.`,
  wrong: 'No idea.',
}))

export async function runAgainstTruth({ drop, seed }: TruthRun): Promise<TruthOutcome> {
  await using server = await skillServer({
    seed,
    cases: known,
    caseCorrelation: 0, // the chance of each case is set here, one by one
    skill: ({ messages }, { key }) => {
      const chance = caseProbability({ seed, caseCorrelation: 0.7 }, key, baseSkill)
      return JSON.stringify(messages).includes('HEAD') ? chance * (1 - drop / baseSkill) : chance
    },
  })
  const [base, head] = await Promise.all([projectAt(server.url, 'BASE'), projectAt(server.url, 'HEAD')])
  const comparison = await compare(base, head)
  const metric = comparison.metrics[0]
  if (metric?.change === undefined) throw new Error(`nothing was compared: ${metric?.verdict.kind}`)
  const { delta, shown } = metric.change
  return {
    verdict: metric.verdict.kind,
    naiveFails: delta < 0,
    covers: shown.lower <= -drop && -drop <= shown.upper,
  }
}

async function compare(base: Project, head: Project): Promise<SuiteComparison> {
  const pairs = pairEvaluations(pairSuite(suiteOf(head), base, head), false)
  const policy = policyOf(base)
  const evaluated = await evaluate(
    pairs.flatMap((pair) => (pair.base === undefined ? [pair.head] : [pair.base, pair.head])),
    asker(policy),
    { signal: new AbortController().signal, engine: noEngine, log: keepNone() },
  )
  const results = pairs.map((pair) => ({
    ...pair,
    subject: pair.label,
    base: evaluated.find(({ evaluation }) => evaluation === pair.base),
    head: required(evaluated.find(({ evaluation }) => evaluation === pair.head)),
  }))
  return required(decide(results.map(compareSuite), policy)[0])
}

function asker(policy: Policy) {
  return createAsker({
    policy,
    store: mapStore(),
    recorded: recordedLayer([]),
    notBefore: undefined,
    openTransport: openTransportWith({}),
    budget: createBudget(policy.budget),
    clock: systemClock,
    signal: new AbortController().signal,
  })
}

async function projectAt(url: string, wording: string): Promise<Project> {
  const yaml = `apiVersion: llmops/v1
kind: Project
name: truth
providers: {local: {url: "${url}", concurrency: 32}}
budget: {pullRequest: 100}
---
kind: Prompt
name: answer
model: local/m
system: "${wording}: one sentence."
user: "Where is {{place}};"
---
kind: EvalSuite
name: quality
subject: answer
dataset: places
assert:
  - {metric: right, type: icontains, value: "{{expected.town}}"}
---
kind: Dataset
name: places
file: places.jsonl
`
  const rows = known.map(({ key }, at) =>
    JSON.stringify({ id: key, input: { place: `place ${at}` }, expected: { town: `town ${at}.` } }),
  )
  const loaded = await loadProject(memorySnapshot({ 'llmops.yaml': yaml, 'places.jsonl': rows.join('\n') }), '')
  return required(loaded.project)
}

function suiteOf(project: Project): EvalSuite {
  return required(project.suites.get('quality'))
}

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the project of the truth test is not what it says')
  return value
}
