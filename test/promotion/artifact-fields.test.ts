import { describe, expect, test } from 'vitest'
import type { Shape } from '../../src/resources/shape.ts'
import { shapes } from '../../src/resources/shapes.gen.ts'
import type { MemoryFiles } from '../behaviour/memory-snapshot.ts'
import { behaviour, chainWith, harmless, message, type Part, part, type Side } from './field-changes.ts'
import { artifactIn } from './project.ts'

/** The innermost fields that are marked with an effect, as paths; what is only a name has none. */
function marked(shape: Shape, path = ''): readonly { readonly path: string; readonly effect: Shape['effect'] }[] {
  const fields = Object.entries(shape.fields ?? {}).flatMap(([name, one]) =>
    marked(one, path ? `${path}.${name}` : name),
  )
  const inner = [...fields, ...(shape.items === undefined ? [] : marked(shape.items, `${path}.*`))]
  return inner.length > 0 || shape.effect === undefined ? inner : [{ path, effect: shape.effect }]
}

describe.each(Object.keys(behaviour) as Part[])('of the fields of a %s', (kind) => {
  const fields = marked(shapes[kind])

  test('none is forgotten here', () => {
    const paths = (isBehaviour: boolean): string[] =>
      fields.flatMap(({ path, effect }) => ((effect === 'behaviour') === isBehaviour ? [path] : [])).toSorted()
    expect(Object.keys(behaviour[kind]).toSorted()).toEqual(paths(true))
    expect(Object.keys(harmless[kind]).toSorted()).toEqual(paths(false))
  })

  test.each(Object.entries(behaviour[kind]))('%s changes the artifact', async (_, [before, after]) => {
    expect((await artifactIn(after.files, after.subject)).digest).not.toBe(
      (await artifactIn(before.files, before.subject)).digest,
    )
  })

  test.each(Object.entries(harmless[kind]))('%s does not', async (_, [before, after]) => {
    expect(after).not.toEqual(before)
    expect(await artifactIn(after.files, after.subject)).toEqual(await artifactIn(before.files, before.subject))
  })
})

describe('what a subject uses is in it', () => {
  test.each<[string, Side, MemoryFiles]>([
    ['a text of its knowledge base', chainWith({}), { 'llmops/kb/refunds.md': 'Six days.\n' }],
    ['the name of that text', chainWith({}), { 'llmops/kb/refund.md': 'Five days.\n' }],
    ['a message in a file', message({ file: 'answer.md' }), { 'llmops/answer.md': 'Be quick.\n' }],
    ['a picture', part('image', 'a.png'), { 'llmops/a.png': Uint8Array.from([1]) }],
  ])('%s', async (_, { files: before, subject }, changed) => {
    expect((await artifactIn({ ...before, ...changed }, subject)).digest).not.toBe(
      (await artifactIn(before, subject)).digest,
    )
  })

  test.each<[string, Side, MemoryFiles]>([
    ['line ends of its knowledge base', chainWith({}), { 'llmops/kb/refunds.md': '\uFEFFFive days.\r\n' }],
    ['files beside it', chainWith({}), { 'llmops/kb/notes.txt': 'x' }],
  ])('but for %s', async (_, { files: before, subject }, changed) => {
    expect(await artifactIn({ ...before, ...changed }, subject)).toEqual(await artifactIn(before, subject))
  })
})
