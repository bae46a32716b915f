import { afterEach, expect, test, vi } from 'vitest'
import { readInputs } from '../../src/action/inputs.ts'

const defaults = {
  command: 'check',
  comment: 'true',
  defer: 'false',
  fresh: 'false',
  'stop-early': 'false',
  'dry-run': 'false',
  cache: 'true',
}

function inputsOf(given: Readonly<Record<string, string>>) {
  for (const [name, value] of Object.entries({ ...defaults, ...given }))
    vi.stubEnv(`INPUT_${name.toUpperCase()}`, value)
  return readInputs()
}

afterEach(() => vi.unstubAllEnvs())

test('trials are as the suites say, unless the input says how many at least', () => {
  expect(inputsOf({}).trials).toBeUndefined()
  expect(inputsOf({ trials: '3' }).trials).toBe(3)
})

test.each(['0', '101', 'three'])('trials of %s are refused', (trials) => {
  expect(() => inputsOf({ trials })).toThrow(
    `the input \`trials\` is '${trials}'; it takes a whole number from 1 to 100`,
  )
})

test('a shard cannot stop early', () => {
  expect(inputsOf({ 'stop-early': 'true' }).stopEarly).toBe(true)
  expect(() => inputsOf({ 'stop-early': 'true', shard: '1/2' })).toThrow('a shard cannot know what the others decide')
})
