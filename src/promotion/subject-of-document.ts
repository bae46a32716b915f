import type { Model, Subject } from '../resources/project.ts'
import { subjectFormat, type SubjectMeaning } from '../resources/subject-meaning.ts'
import type { Artifact } from './artifact.ts'
import { subjectOfMeaning } from './subject-of-meaning.ts'

/** An artifact whose document is not what this version writes. */
export class UnreadableArtifact extends Error {
  override readonly name = 'UnreadableArtifact'
}

/**
 * The subject that an artifact holds: the inverse of `buildArtifact`, so that what a target holds can be evaluated without
 * the commit it came from. What does not change behaviour is not in it: a model has `priceOf`'s price.
 * @throws UnreadableArtifact where the document is of another format
 */
export function subjectOfArtifact(
  { subject, digest, document }: Artifact,
  priceOf: (provider: string, id: string) => Model['price'],
): Subject {
  const meaning = JSON.parse(document) as SubjectMeaning & { readonly format: string }
  if (meaning.format !== subjectFormat || !kinds.has(meaning.kind))
    throw new UnreadableArtifact(
      `${digest} is a ${meaning.kind} of format ${meaning.format}, which this version does not read`,
    )
  const place = { in: 'yaml', file: digest, document: 0, path: [], part: 'value' } as const
  return subjectOfMeaning(meaning, { name: subject, place, priceOf })
}

const kinds: ReadonlySet<string> = new Set<Subject['kind']>(['Prompt', 'Chain', 'Application'])
