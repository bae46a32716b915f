import { expect, it } from 'vitest'
import type { Annotation } from '../../src/publishing/forge.ts'
import { splitAnnotations } from '../../src/publishing/split-annotations.ts'

function annotations(level: Annotation['level'], many: number): readonly Annotation[] {
  return Array.from({ length: many }, (_, at) => ({
    level,
    file: 'llmops.yaml',
    line: at + 1,
    endLine: at + 1,
    title: 'unknown-field',
    message: `${level} ${at}`,
  }))
}

it('gives ten of each level to the log of the step, and what is beyond to a check run', () => {
  const all = [...annotations('warning', 12), ...annotations('error', 25), ...annotations('notice', 3)]
  const { commands, checkRun } = splitAnnotations(all)
  expect(commands).toEqual([...all.slice(0, 10), ...all.slice(12, 22), ...all.slice(37)])
  expect(checkRun).toEqual([...all.slice(10, 12), ...all.slice(22, 37)])
})

it('needs no check run for ten', () => {
  const all = [...annotations('error', 10), ...annotations('warning', 10)]
  expect(splitAnnotations(all)).toEqual({ commands: all, checkRun: [] })
})
