import { expect, test } from 'vitest'
import { betaCdf, betaQuantile } from './beta.ts'
import { type ChatRequest, textOf } from './chat-request.ts'
import { chat, say } from './client.ts'
import { type ModelServer, startModelServer } from './model-server.ts'
import { caseProbability } from './skill.ts'
import { type KnownCase, skillServer } from './skill-server.ts'

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

function correlation(xs: readonly number[], ys: readonly number[]): number {
  const [mx, my] = [mean(xs), mean(ys)]
  const covariance = mean(xs.map((x, index) => (x - mx) * ((ys[index] ?? 0) - my)))
  return covariance / Math.sqrt(mean(xs.map((x) => (x - mx) ** 2)) * mean(ys.map((y) => (y - my) ** 2)))
}

interface LanguageCase extends KnownCase {
  readonly language: 'en' | 'de'
}

function casesOf(count: number): LanguageCase[] {
  return Array.from({ length: count }, (_, index) => ({
    key: `case-${index}`,
    ask: `Question ${index}?`,
    right: `right ${index}`,
    wrong: `wrong ${index}`,
    language: index % 2 === 0 ? 'en' : 'de',
  }))
}

/** 1 for a right answer, 0 for a wrong one, in the order of the questions; forty at a time. */
async function ask(
  server: ModelServer,
  questions: readonly string[],
  system = 'Cite sources.',
  more = {},
): Promise<number[]> {
  const marks: number[] = []
  for (let at = 0; at < questions.length; at += 40) {
    const batch = questions.slice(at, at + 40).map(async (question) => {
      const messages = [
        { role: 'system', content: system },
        { role: 'user', content: question },
      ]
      return Number((await say(server, '', { messages, ...more })).startsWith('right'))
    })
    marks.push(...(await Promise.all(batch)))
  }
  return marks
}

test('beta quantiles agree with closed forms and invert the distribution', () => {
  for (const u of [0.001, 0.2, 0.5, 0.9, 0.999]) {
    expect(betaQuantile(u, 1, 1)).toBeCloseTo(u, 10)
    expect(betaQuantile(u, 4, 1)).toBeCloseTo(u ** 0.25, 10)
    expect(betaQuantile(u, 0.5, 0.5)).toBeCloseTo(Math.sin((Math.PI * u) / 2) ** 2, 10)
    expect(betaCdf(betaQuantile(u, 2.4, 0.6), 2.4, 0.6)).toBeCloseTo(u, 9)
  }
})

test.each([
  [0.8, 0.7],
  [0.5, 0.3],
  [0.1, 0.9],
  [0.97, 0.05],
])('over cases, skill %f and correlation %f are the mean and the spread', (skill, caseCorrelation) => {
  const luck = { seed: 'spread', caseCorrelation }
  const probabilities = Array.from({ length: 20_000 }, (_, index) => caseProbability(luck, `c${index}`, skill))
  const centre = mean(probabilities)
  expect(Math.abs(centre - skill)).toBeLessThan(0.012)
  const variance = mean(probabilities.map((p) => (p - centre) ** 2))
  expect(Math.abs(variance / (skill * (1 - skill)) - caseCorrelation)).toBeLessThan(0.03)
})

test('the extremes of skill and correlation are exact', () => {
  const at = (skill: number, caseCorrelation: number) => caseProbability({ seed: 's', caseCorrelation }, 'c', skill)
  expect([at(0, 0.5), at(1, 0.5), at(0.3, 0)]).toEqual([0, 1, 0.3])
  expect([0, 1]).toContain(at(0.3, 1))
  expect(() => at(1.2, 0.5)).toThrow(RangeError)
  expect(caseProbability({ seed: 's' }, 'c', 0.6)).toBeLessThan(caseProbability({ seed: 's' }, 'c', 0.9))
})

test('4000 requests find the skill of each model', async () => {
  await using server = await startModelServer({
    seed: 'mean',
    skills: { strong: 0.85, weak: 0.6 },
    answer: (request) => ({ right: 'right', wrong: 'wrong', caseKey: textOf(request, 'user') }),
  })
  const questions = Array.from({ length: 2000 }, (_, index) => `question ${index}`)
  const strong = await ask(server, questions, '', { model: 'strong' })
  const weak = await ask(server, questions, '', { model: 'weak' })
  expect(Math.abs(mean(strong) - 0.85)).toBeLessThan(0.025) // three standard errors
  expect(Math.abs(mean(weak) - 0.6)).toBeLessThan(0.033)
  const drawn = server.requests.flatMap(({ draws }) => draws)
  expect(drawn).toHaveLength(4000)
  expect(mean(drawn.map(({ right }) => Number(right)))).toBe(mean([...strong, ...weak]))
  expect(Math.abs(mean(drawn.map(({ probability, right }) => Number(right) - probability)))).toBeLessThan(0.015)
})

test('repetitions of one request are independent draws with the probability of its case', async () => {
  await using server = await startModelServer({
    seed: 'repeat',
    caseCorrelation: 0.2,
    skills: { tiny: 0.6 },
    answer: () => ({ right: 'right', wrong: 'wrong', caseKey: 'one' }),
  })
  const marks = await ask(
    server,
    Array.from({ length: 2000 }, () => 'same'),
  )
  const p = caseProbability({ seed: 'repeat', caseCorrelation: 0.2 }, 'one', 0.6)
  expect(p).toBeGreaterThan(0.02)
  expect(p).toBeLessThan(0.98)
  expect(Math.abs(mean(marks) - p)).toBeLessThan(3.5 * Math.sqrt((p * (1 - p)) / 2000))
  expect(Math.abs(correlation(marks.slice(0, -1), marks.slice(1)))).toBeLessThan(0.08)
})

test.each([0, 0.7])(
  'rewording draws anew, and case correlation %f is what two draws share',
  async (caseCorrelation) => {
    const cases = casesOf(1500)
    await using server = await skillServer({ seed: 'pair', cases, caseCorrelation, skill: () => 0.7 })
    const questions = cases.map((one) => one.ask)
    const base = await ask(server, questions, 'Cite sources.')
    const head = await ask(server, questions, 'Always cite sources.')
    expect(Math.abs(correlation(base, head) - caseCorrelation)).toBeLessThan(0.07)
    expect(Math.abs(mean(base) - mean(head))).toBeLessThan(0.05)
  },
)

function citing(request: ChatRequest, one: LanguageCase): number {
  return textOf(request, 'system').includes('Cite') || one.language === 'en' ? 0.85 : 0.55
}

test('skill may fall with a line of the prompt, in one language only', async () => {
  const cases = casesOf(2000)
  await using server = await skillServer({ seed: 'fall', cases, skill: citing })
  const questions = cases.map((one) => one.ask)
  const base = await ask(server, questions, 'Cite sources.')
  const head = await ask(server, questions, 'Be kind.')
  const drop = (language: string): number =>
    mean(cases.flatMap((one, index) => (one.language === language ? [(base[index] ?? 0) - (head[index] ?? 0)] : [])))
  expect(Math.abs(drop('en'))).toBeLessThan(0.05)
  expect(Math.abs(drop('de') - 0.3)).toBeLessThan(0.06)
  const truth = mean(server.truth(() => 0.85)) - mean(server.truth((one) => (one.language === 'de' ? 0.55 : 0.85)))
  expect(Math.abs(truth - 0.15)).toBeLessThan(0.02)
})

test('the same seed tells the same story, in any order and streamed or not; another seed does not', async () => {
  const cases = casesOf(200)
  const story = async (seed: string, questions: readonly string[], more = {}): Promise<number[]> => {
    await using server = await skillServer({ seed, cases, skill: () => 0.5 })
    await ask(server, questions, '', more)
    const draws = server.requests.flatMap((received) => received.draws)
    return draws.toSorted((a, b) => (a.caseKey < b.caseKey ? -1 : 1)).map(({ right }) => Number(right))
  }
  const questions = cases.map((one) => one.ask)
  const first = await story('a', questions)
  expect(await story('a', questions.toReversed())).toEqual(first)
  expect(await story('b', questions)).not.toEqual(first)
  await using server = await skillServer({ seed: 'a', cases, skill: () => 0.5 })
  const plain = await Promise.all(questions.map((question) => say(server, question)))
  server.reset()
  await Promise.all(questions.map(async (question) => (await chat(server, question, { stream: true })).text()))
  const streamed = server.requests.flatMap(({ draws }) => draws).map(({ caseKey, right }) => `${caseKey} ${right}`)
  const spoken = cases.map(({ key, right }, index) => `${key} ${plain[index] === right}`)
  expect(streamed.toSorted()).toEqual(spoken.toSorted())
})

test('deterministic holds at temperature 0 alone', async () => {
  const answer = () => ({ right: 'right', wrong: 'wrong', caseKey: 'one', skill: 0.5 })
  await using server = await startModelServer({ answer, deterministic: true, caseCorrelation: 0 })
  const same = Array.from({ length: 30 }, () => 'same')
  expect(new Set(await ask(server, same, '', { temperature: 0 })).size).toBe(1)
  expect(new Set(await ask(server, same, '', { temperature: 1 })).size).toBe(2)
  await using honest = await startModelServer({ answer, caseCorrelation: 0 })
  expect(new Set(await ask(honest, same, '', { temperature: 0 })).size).toBe(2)
})

test('several choices of one request are drawn one by one', async () => {
  const answer = () => ({ right: 'right', wrong: 'wrong', caseKey: 'one', skill: 0.5 })
  await using server = await startModelServer({ answer, caseCorrelation: 0 })
  const reply = (await (await chat(server, 'x', { n: 20 })).json()) as { choices: { message: { content: string } }[] }
  expect(new Set(reply.choices.map(({ message }) => message.content))).toEqual(new Set(['right', 'wrong']))
})

test('the longest question found is the one asked, and a stranger goes to `otherwise`', async () => {
  const cases = casesOf(12).map((one) => ({ ...one, ask: one.ask.replace('?', '') }))
  await using server = await skillServer({ seed: 's', cases, skill: () => 1, otherwise: () => '{"pass": true}' })
  expect(await say(server, 'Context. Question 11 please')).toBe('right 11')
  expect(await say(server, 'Grade this.')).toBe('{"pass": true}')
  await using strict = await skillServer({ seed: 's', cases, skill: () => 1 })
  expect((await chat(strict, 'Grade this.')).status).toBe(400)
})
