import { describe, expect, it } from 'vitest'
import { checkRunOf } from '../../src/publishing/check-run-of.ts'
import { pendingStatus, statusOf } from '../../src/publishing/status-of.ts'

const place = { context: 'llmops', url: 'https://github.example/acme/support/actions/runs/7/attempts/1' }

describe('a status', () => {
  it.each([
    [0, 'success'],
    [1, 'failure'],
    [2, 'failure'],
    [3, 'error'],
    [4, 'failure'],
    [64, 'error'],
    [70, 'error'],
  ] as const)('of exit code %i is %s', (exitCode, state) => {
    expect(statusOf({ exitCode, says: 'no regression' }, place)).toEqual({
      ...place,
      state,
      description: 'no regression',
    })
  })

  it('is pending while the run goes on', () => {
    expect(pendingStatus('waiting for the second stage', place).state).toBe('pending')
  })

  it('has a description of 140 units that says where it was cut, and never ends in half a character', () => {
    const long = statusOf({ exitCode: 0, says: 'a'.repeat(141) }, place).description
    expect(long).toBe(`${'a'.repeat(139)}…`)
    expect(statusOf({ exitCode: 0, says: 'a'.repeat(140) }, place).description).toHaveLength(140)
    expect(pendingStatus(`${'a'.repeat(138)}😀😀`, place).description).toBe(`${'a'.repeat(138)}…`)
  })
})

describe('a check run', () => {
  const held = { name: 'llmops', summary: 'Two errors.', annotations: [] }

  it.each([0, 1, 2, 3, 4, 64, 70] as const)('of exit code %i passes only where the run did', (exitCode) => {
    const { conclusion } = checkRunOf({ exitCode, says: 'x' }, held)
    expect(conclusion).toBe(exitCode === 0 ? 'success' : 'failure')
  })

  it('has a title that GitHub takes', () => {
    expect(checkRunOf({ exitCode: 0, says: 'a'.repeat(300) }, held).title).toHaveLength(255)
  })
})
