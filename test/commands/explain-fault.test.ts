import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { explainFault } from '../../src/commands/explain-fault.ts'
import { inProcess } from '../end-to-end/in-process.ts'
import { projectFiles } from '../end-to-end/project.ts'
import { makeRepository } from '../rig/git.ts'

function faultOf(act: () => void): unknown {
  try {
    act()
  } catch (fault) {
    return fault
  }
  throw new Error('nothing was thrown')
}

test('a file that the machine does not take is no defect of ours, and says which', () => {
  const full = faultOf(() => writeFileSync('/dev/full', 'x'))
  expect(explainFault(full)).toEqual({
    exitCode: 3,
    message: 'a file cannot be read or written here: ENOSPC: no space left on device, write',
  })
})

test('a file that should be there, and anything else that was not foreseen, is one', () => {
  const gone = faultOf(() => writeFileSync('/nowhere/at/all', 'x'))
  for (const fault of [gone, Object.assign(new Error('not of the machine'), { code: 'EACCES' }), 'a text']) {
    expect(explainFault(fault)).toMatchObject({ exitCode: 70, message: expect.stringContaining('a defect of llmops') })
  }
})

test.each([
  ['.llmops', '.llmops is a file, and what is remembered is kept in a folder of that name: move it away'],
  ['.llmops/journals', 'no journal can be written in'],
])('where %s is a file nothing can be remembered, and that is said', async (path, says) => {
  await using repository = await makeRepository({ files: projectFiles({ url: 'http://127.0.0.1:9/v1' }) })
  await repository.write({ [path]: '' })
  const { code, stdout, stderr } = await inProcess(repository, ['eval'])
  expect([code, stdout]).toEqual([3, ''])
  expect(stderr).toContain(says)
})
