import { expect, test } from 'vitest'
import { Effort } from '../../src/resources/effort.ts'
import { FolderTree } from '../../src/resources/folder-tree.ts'
import { compilePattern, effortOf } from '../../src/resources/pattern.ts'
import type { Case } from '../../src/resources/project.ts'
import { parseTemplate } from '../../src/resources/template.ts'
import { unknownNames } from '../../src/rules/unknown-names.ts'

test('effort is counted, and once it is used up it stays so', () => {
  const effort = new Effort(10)
  expect([effort.affords(4), effort.affords(6), effort.exhausted]).toEqual([true, true, undefined])
  expect([effort.affords(1), effort.affords(0)]).toEqual([false, false])
  expect(effort.exhausted).toEqual({ code: 'project-too-large', what: 'checks' })
})

test('cases times tags are looked at while there is effort for all of them, else not at all', () => {
  const parsed = parseTemplate('{{a}} {{b}}')
  if (!parsed.ok) throw new Error('the template is one')
  const cases = Array.from({ length: 100 }, (_, index) => ({ id: `${index}`, input: { a: 1 } }) as unknown as Case)
  const unknownWith = (steps: number): readonly string[] =>
    unknownNames(parsed.template, cases, ({ input }) => input, new Effort(steps)).map(({ name }) => name)
  expect(unknownWith(300)).toEqual(['b'])
  expect(unknownWith(299)).toEqual([])
})

test('a pattern costs what its compiled form weighs, also when it is remembered', () => {
  const large = effortOf(compilePattern('(a|b|c){900}'))
  expect(large).toBeGreaterThan(100 * effortOf(compilePattern('a+')))
  expect(effortOf(compilePattern('(a|b|c){900}'))).toBe(large)
  expect(effortOf(compilePattern('('))).toBeGreaterThan(0)
})

test('a folder knows its files, the folders they are in, and what stands on the way', () => {
  const entry = (path: string, type: 'file' | 'symlink' | 'submodule') => ({ path, type, bytes: 1, id: undefined })
  const tree = new FolderTree([entry('a/b/c.md', 'file'), entry('a/link', 'symlink'), entry('a/inner', 'submodule')])
  expect(tree.find('a/b/c.md')).toMatchObject({ type: 'file' })
  expect([tree.find('a/b'), tree.find('a'), tree.find('a/b/d.md'), tree.find('')]).toEqual([
    'directory',
    'directory',
    undefined,
    undefined,
  ])
  expect(tree.find('a/link/passwd')).toMatchObject({ path: 'a/link' })
  expect(tree.find('a/inner/x/y')).toMatchObject({ path: 'a/inner' })
  expect(tree.find('a/b/c.md/d')).toBeUndefined()
})
