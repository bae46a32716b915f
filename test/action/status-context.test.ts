import { expect, test } from 'vitest'
import { statusContext } from '../../src/action/status-context.ts'

test.each([
  [undefined, undefined, 'llmops'],
  ['.', undefined, 'llmops'],
  ['./', undefined, 'llmops'],
  ['apps/a', undefined, 'llmops apps/a'],
  ['./apps//a/', undefined, 'llmops apps/a'],
  [undefined, 'release', 'llmops (into release)'],
  ['apps/a', 'release', 'llmops apps/a (into release)'],
])('of project %s, into %s: %s', (project, otherBranch, context) => {
  expect(statusContext({ status: 'llmops', project }, { otherBranch })).toBe(context)
})

test('is none where none is wanted, and no longer than GitHub takes', () => {
  expect(statusContext({ status: undefined, project: 'a' }, { otherBranch: undefined })).toBeUndefined()
  expect(statusContext({ status: 'llmops', project: 'a' }, { otherBranch: 'x'.repeat(255) })).toHaveLength(255)
})
