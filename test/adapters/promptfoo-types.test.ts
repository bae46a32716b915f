import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { assertionTypes } from '../../src/resources/assertion-types.ts'
import { places } from '../../src/adapters/promptfoo/load.ts'
import { switches } from '../../src/adapters/promptfoo/switches.ts'
import { runNode } from '../rig/run.ts'
import { temporaryDirectory } from '../rig/temp.ts'
import { join } from 'node:path'
import { writeFileSync } from 'node:fs'

/** The names that promptfoo's own schema lists; it also has `assert-set`, and `exec` as a prefix of values. */
async function namesOfPromptfoo(): Promise<readonly string[]> {
  await using folder = await temporaryDirectory()
  const script = join(folder.path, 'list.mjs')
  const list = 'AssertionTypeSchema.options.flatMap(({ options }) => options ?? [])'
  const source = `import { AssertionTypeSchema } from ${JSON.stringify(places.promptfoo)}\nconsole.log(JSON.stringify(${list}))`
  writeFileSync(script, source)
  const { stdout } = await runNode(script, [], { env: { ...switches, HOME: folder.path } })
  return JSON.parse(stdout)
}

test('every assertion type of promptfoo is supported, ours, or refused with a reason; none is invented', async () => {
  const names = await namesOfPromptfoo()
  expect(names.length).toBeGreaterThan(60)
  expect(Object.keys(assertionTypes).toSorted()).toEqual([...names, 'assert-set', 'exec'].toSorted())
})

test('the vendored part is the version that the table names', () => {
  const { promptfoo } = JSON.parse(readFileSync(join(places.promptfoo, '..', 'inputs.json'), 'utf8'))
  const table = readFileSync(new URL('../../src/resources/assertion-types.ts', import.meta.url), 'utf8')
  expect(table).toContain(`promptfoo ${promptfoo},`)
})
