// Does what DO names with the action's ways to talk to the runner.
import { readFileSync } from 'node:fs'
import { annotate, warn } from '../../src/adapters/actions/annotate.ts'
import { readChoice, readFlag, readInput } from '../../src/adapters/actions/inputs.ts'
import { inGroup, log } from '../../src/adapters/actions/log.ts'
import { overhear } from '../../src/adapters/actions/overhear.ts'
import { fail, giveOutput, mask, savedState, saveState } from '../../src/adapters/actions/step.ts'
import { appendSummary } from '../../src/adapters/actions/summary.ts'

const given = JSON.parse(readFileSync(process.env['GIVEN'] ?? '', 'utf8'))

const deeds: Readonly<Record<string, () => unknown>> = {
  inputs: () =>
    console.log(JSON.stringify([readInput('text'), readFlag('flag'), readChoice('choice', ['one', 'two'])])),
  log: () => given.forEach(log),
  group: () => inGroup(given, async () => log('inside')),
  annotate: () => given.forEach(annotate),
  warn: () => warn(given),
  summary: () => appendSummary(given),
  outputs: () => given.forEach(([name, value]: [string, string | number]) => giveOutput(name, value)),
  mask: () => {
    mask(given)
    log(given)
  },
  fail: () => fail(given, 3),
  state: () => {
    console.log(`before: ${savedState('key')}`)
    saveState('key', given)
  },
  overhear: async () => {
    const { value, complaints } = await overhear(async () =>
      given.forEach((line: string) => process.stdout.write(line)),
    )
    console.log(JSON.stringify({ value, complaints }))
  },
}

await deeds[process.env['DO'] ?? '']?.()
