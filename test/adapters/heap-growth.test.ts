import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const child = join(import.meta.dirname, 'heap-growth-in-child.ts')

/** MiB that are set aside for new objects after much was made. */
async function newSpaceAfter(...options: readonly string[]): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, [...options, child])
  return Number(stdout) / 2 ** 20
}

test('new objects are given 16 MiB and no more, or what Node was told', async () => {
  const [ours, told] = await Promise.all([newSpaceAfter(), newSpaceAfter('--max-semi-space-size=32')])
  expect(ours).toBe(16)
  expect(told).toBe(64)
})
