import { describe, expect, test } from 'vitest'
import type { ChatRequest } from '../rig/chat-request.ts'
import type { Fault, FaultScript } from '../rig/faults.ts'
import { startModelServer } from '../rig/model-server.ts'
import { askedBy, checked, faultyTowns, twoWordings } from './twenty-cases.ts'

/** Everything that a provider does wrong, for head alone, and what a reviewer reads of it. */
const troubles: readonly (readonly [fault: Fault, reason: string, words: string])[] = [
  [{ fault: 'status', status: 503 }, 'server-error', 'the provider failed (server error): run it again'],
  [{ fault: 'status', status: 429 }, 'rate-limited', 'the provider limits how often it is asked: run it again later'],
  [
    { fault: 'status', status: 429, retryAfter: 3600 },
    'rate-limited',
    'wants to be asked in 3600 s, when this run is over: 429 Rate limit',
  ],
  [{ fault: 'quota' }, 'quota', 'nothing is left to spend at the provider: top it up there'],
  [
    { fault: 'hang' },
    'timeout',
    'the provider failed (timeout): run it again. Finished calls are kept. First: `no answer',
  ],
  [{ fault: 'stall-mid-body' }, 'timeout', 'the provider failed (timeout): run it again'],
  [{ fault: 'reset-before-headers' }, 'connection', 'the provider failed (no connection): run it again'],
  [{ fault: 'reset-mid-body' }, 'connection', 'the provider failed (no connection): run it again'],
  [{ fault: 'malformed-json' }, 'malformed-reply', 'the provider failed (unreadable reply): run it again'],
  [{ fault: 'error-in-200' }, 'malformed-reply', 'the provider failed (unreadable reply): run it again'],
  [{ fault: 'status', status: 401 }, 'refused-by-provider', 'look at the key and the id of the model'],
  [{ fault: 'status', status: 400 }, 'refused-by-provider', 'the provider refused the requests'],
]

describe('a provider in trouble is missing, never a low score: exit 3, and the comment says why', () => {
  test.each(troubles)('%j: %s', async (fault, reason, words) => {
    await using server = await faultyTowns([{ ...fault, when: askedBy('HEAD') }])
    const isSilent = reason === 'timeout'
    await using repo = await twoWordings(server.url, isSilent ? { timeout: 30 } : {})
    const { report, comment, text, json } = await checked(repo)
    expect(report.exitCode).toBe(3)
    expect(json.headline.state).toBe('incomplete')
    const [comparison] = json.comparisons
    expect(comparison.metrics[0].verdict).toMatchObject({ kind: 'incomplete' })
    expect(comparison.metrics[0].head).toBeUndefined()
    if (!isSilent) expect(comparison.coverage.base).toMatchObject({ cases: 20, scored: 20, enough: true })
    expect(comparison.coverage.head).toMatchObject({ cases: 20, scored: 0, enough: false })
    expect(comparison.coverage.head.missing[0].reason).toBe(reason)
    expect(comment).toContain('⚠️ LLMOps: incomplete: ')
    for (const told of [comment, text.replaceAll(/\s+/g, ' ')]) {
      expect(told.replaceAll('`', '')).toContain(words.replaceAll('`', ''))
    }
  })

  test.each([
    ['refuses connections', (url: string) => url],
    ['speaks no TLS', (url: string) => url.replace('http:', 'https:').replace('127.0.0.1', 'localhost')],
    ['has a name that nobody knows', () => 'https://llmops.invalid/v1'],
  ])('one that %s', async (_what, urlOf) => {
    await using living = await startModelServer()
    const gone = await startModelServer()
    await gone[Symbol.asyncDispose]()
    const url = urlOf(_what === 'refuses connections' ? gone.url : living.url)
    await using repo = await twoWordings(url)
    const { report, comment, json } = await checked(repo)
    expect(report.exitCode).toBe(3)
    expect(json.notEvaluated[0].reason).toMatchObject({ kind: 'provider' })
    expect(comment).toMatch(/the provider failed \((no connection|provider down)\): run it again/)
  })
})

describe('an answer failure scores 0 and says what it is: exit 1', () => {
  const { filtered, truncated, refused, unparsable } = {
    filtered: [{ fault: 'finish', reason: 'content_filter', when: askedBy('HEAD') }],
    truncated: [{ fault: 'finish', reason: 'length', when: askedBy('HEAD') }],
    refused: [{ fault: 'refusal', when: askedBy('HEAD') }],
    unparsable: [],
  } as const
  const prose = ({ messages }: ChatRequest) =>
    JSON.stringify(messages).includes('HEAD') ? 'Town, it is.' : '{"town": "Town"}'

  test.each([
    [filtered, {}, 'the provider withheld the answer'],
    [truncated, {}, 'the answer was cut at the token limit'],
    [refused, {}, 'the model declined to answer'],
    [unparsable, { answer: prose }, 'the answer is not JSON'],
    [
      unparsable,
      { answer: (request: ChatRequest) => prose(request).replace('Town, it is.', '{"city": "Town"}') },
      'town',
    ],
  ])('%j %o: %s', async (faults, options, words) => {
    await using server = await faultyTowns(faults, options)
    await using repo = await twoWordings(server.url)
    const { report, comment, json } = await checked(repo)
    expect(report.exitCode).toBe(1)
    const [{ coverage, metrics }] = json.comparisons
    expect(coverage.head).toMatchObject({ scored: 20, enough: true })
    expect(metrics[0].head.mean).toBe(0)
    expect(json.differences[0].head.reasons.join()).toContain(words)
    expect(comment).toContain(words)
    // What failed is an answer: it is remembered, and not asked for again.
    expect((await checked(repo)).json.spent.newCalls).toBe(0)
  })
})

describe('coverage is held on each side', () => {
  const some = (side: 'BASE' | 'HEAD', cases: readonly string[]): FaultScript => [
    {
      fault: 'status',
      status: 500,
      when: (received) => askedBy(side)(received) && cases.some((one) => received.text.includes(`place ${one};`)),
    },
  ]

  test.each([
    ['HEAD', ['3'], 0, 'head'],
    ['HEAD', ['3', '4'], 3, 'head'],
    ['BASE', ['3'], 0, 'base'],
    ['BASE', ['3', '4'], 3, 'base'],
  ] as const)('%s without %j of 20, and a floor of 95 %%: exit %i', async (asked, cases, code, side) => {
    await using server = await faultyTowns(some(asked, cases))
    await using repo = await twoWordings(server.url)
    const { report, comment, json } = await checked(repo)
    expect(report.exitCode).toBe(code)
    const [{ coverage, metrics }] = json.comparisons
    const other = side === 'head' ? 'base' : 'head'
    expect(coverage[other]).toMatchObject({ scored: 20, enough: true })
    expect(coverage[side]).toMatchObject({ scored: 20 - cases.length, enough: code === 0 })
    expect(metrics[0].verdict.kind === 'incomplete').toBe(code === 3)
    expect(comment).toContain(`${20 - cases.length}/20`)
  })

  test('an outage of base leaves nothing to compare with, however well head does', async () => {
    await using server = await faultyTowns([{ fault: 'reset-before-headers', when: askedBy('BASE') }])
    await using repo = await twoWordings(server.url)
    const { report, comment, json } = await checked(repo)
    expect(report.exitCode).toBe(3)
    expect(json.comparisons[0].metrics[0]).toMatchObject({ verdict: { kind: 'incomplete' }, head: { mean: 1 } })
    expect(json.comparisons[0].coverage).toMatchObject({ base: { scored: 0 }, head: { scored: 20 } })
    expect(comment).toContain('base 0/20')
  })

  test('what the provider refuses each time is not forgiven: the longest cases would be left out for good', async () => {
    const [fault] = some('HEAD', ['3'])
    await using server = await faultyTowns([{ ...fault, fault: 'status', status: 400 }])
    await using repo = await twoWordings(server.url)
    const { report, comment } = await checked(repo)
    expect(report.exitCode).toBe(3)
    expect(comment).toContain('1 case: the provider refused the requests')
  })
})

describe('a judge in trouble leaves cases without a score, and is named: exit 3', () => {
  const rubric = (price: string) => `  - {metric: short, type: llm-rubric, judge: careful, value: It is short.}
---
kind: Model
name: careful
id: local/careful
price: {${price}}
`
  const judged = ({ model, messages }: ChatRequest) =>
    model === 'careful' ? 'Splendid!' : `{"town": "Town of ${JSON.stringify(messages).length}"}`
  const asJudge = ({ text }: { readonly text: string }) => text.includes('"careful"')

  test.each<[what: string, faults: FaultScript, price: string, reason: string, words: string]>([
    ['down', [{ fault: 'status', status: 503, when: asJudge }], 'input: 1, output: 4', 'provider', 'server error'],
    [
      'out of quota',
      [{ fault: 'quota', when: asJudge }],
      'input: 1, output: 4',
      'provider',
      'nothing is left to spend',
    ],
    [
      'filtered',
      [{ fault: 'finish', reason: 'content_filter', when: asJudge }],
      'input: 1, output: 4',
      'provider',
      'the provider withheld the judgement',
    ],
    [
      'cut off',
      [{ fault: 'finish', reason: 'length', when: asJudge }],
      'input: 1, output: 4',
      'provider',
      'the judgement was cut at the token limit',
    ],
    [
      'unwilling',
      [{ fault: 'refusal', when: asJudge }],
      'input: 1, output: 4',
      'provider',
      'the judge declined to judge',
    ],
    [
      'babbling',
      [],
      'input: 1, output: 4',
      'provider',
      'what the judge said could not be read, twice: mend the rubric',
    ],
    ['over budget', [], 'input: 9000, output: 90000', 'budget', 'is used up: raise'],
  ])('%s', async (_what, faults, price, reason, words) => {
    await using server = await faultyTowns(faults, { answer: judged })
    await using repo = await twoWordings(server.url, { more: rubric(price) })
    const { report, comment, json } = await checked(repo)
    expect(report.exitCode).toBe(3)
    for (const gap of json.notEvaluated) expect(gap.reason.kind).toBe(reason)
    for (const metric of json.comparisons[0].metrics) {
      expect(metric).toMatchObject({ verdict: { kind: 'incomplete' } })
      expect(metric.head).toBeUndefined()
    }
    expect(comment).toContain(words)
    if (reason === 'provider') expect(comment).toContain('judge careful: ')
    else expect(server.requests.some(asJudge)).toBe(false)
  })
})
