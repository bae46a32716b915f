import { expect, test } from 'vitest'
import { digestOf } from '../../src/digest/digest.ts'
import { DigestSet } from '../../src/evaluation/digest-set.ts'

test('a set of digests holds what was added, once, and nothing else, however large it grows', () => {
  const set = new DigestSet()
  const digests = Array.from({ length: 5_000 }, (_, n) => digestOf(`${n}`))
  for (const digest of digests) expect(set.has(digest)).toBe(false)
  for (const digest of digests) expect(set.add(digest)).toBe(true)
  for (const digest of digests) expect([set.has(digest), set.add(digest)]).toEqual([true, false])
  expect(set.has(digestOf('another'))).toBe(false)
})
