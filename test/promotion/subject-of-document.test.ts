import { describe, expect, test } from 'vitest'
import { buildArtifact } from '../../src/promotion/build-artifact.ts'
import { subjectOfArtifact, UnreadableArtifact } from '../../src/promotion/subject-of-document.ts'
import type { Subject } from '../../src/resources/project.ts'
import { subjectsOf } from '../../src/resources/subjects.ts'
import { behaviour, type Side } from './field-changes.ts'
import { artifactIn, projectIn } from './project.ts'

const price = { input: 1, output: 2 }
const priceOf = () => price

/** Every subject that the field changes make. */
const sides = Object.values(behaviour).flatMap((fields) => Object.values(fields).flat())
const byContent = new Map(sides.map((side) => [JSON.stringify(side), side]))

async function subjectIn({ files, subject }: Side): Promise<Subject> {
  const found = subjectsOf(await projectIn(files)).find(({ name }) => name === subject)
  if (found === undefined) throw new Error(`no subject ${subject}`)
  return found
}

describe('a subject that is read back from its artifact', () => {
  test('is the same artifact, whatever it is made of', async () => {
    expect(byContent.size).toBeGreaterThan(60)
    for (const side of byContent.values()) {
      const artifact = await artifactIn(side.files, side.subject)
      const read = subjectOfArtifact(artifact, priceOf)
      expect(read.kind).toBe((await subjectIn(side)).kind)
      expect(buildArtifact(read)).toEqual(artifact)
    }
  })

  test('knows which steps wait for which, and what its models cost', async () => {
    const side = behaviour.Chain['steps.*.top']?.[0]
    if (side === undefined) throw new Error('no chain')
    const subject = await subjectIn(side)
    const read = subjectOfArtifact(buildArtifact(subject), priceOf)
    if (subject.kind !== 'Chain' || read.kind !== 'Chain') throw new Error('no chain')
    expect(read.steps.map(({ id, uses }) => [id, uses])).toEqual([
      ['found', []],
      ['text', ['found']],
      ['parsed', ['text']],
      ['reply', ['parsed']],
    ])
    expect(read.steps.map(({ id, uses }) => [id, uses])).toEqual(subject.steps.map(({ id, uses }) => [id, uses]))
    const asked = read.steps.at(-1)
    expect(asked?.does === 'prompt' && asked.prompt.model.price).toBe(price)
  })

  test('of another format is refused', async () => {
    const side = behaviour.Chain['steps.*.top']?.[0] as Side
    const artifact = await artifactIn(side.files, side.subject)
    for (const document of [
      '{"format":"llmops/subject/v2","kind":"Prompt"}',
      '{"format":"llmops/subject/v1","kind":"X"}',
    ])
      expect(() => subjectOfArtifact({ ...artifact, document }, priceOf)).toThrow(UnreadableArtifact)
  })
})
