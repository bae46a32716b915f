import { expect, test } from 'vitest'
import { runAgainstTruth } from '../bench/truth-runs.ts'

/** Ten seeded runs each; `npm run bench -- truth` does two hundred, and compares with the benchmark's rates. */
async function verdicts(drop: number): Promise<readonly string[]> {
  const found: string[] = []
  for (let run = 0; run < 10; run += 1)
    found.push((await runAgainstTruth({ drop, seed: `truth ${drop} ${run}` })).verdict)
  return found
}

test('a wording that the model ignores is no regression, in none of ten runs over HTTP', async () => {
  expect(await verdicts(0)).not.toContain('regression')
}, 60_000)

test('a drop of 20 points is found in all of ten runs over HTTP', async () => {
  expect(await verdicts(0.2)).toEqual(Array(10).fill('regression'))
}, 60_000)
