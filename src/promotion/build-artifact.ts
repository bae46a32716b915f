import { canonicalJson, digestOf } from '../digest/digest.ts'
import type { Subject } from '../resources/project.ts'
import { subjectMeaning } from '../resources/subject-digest.ts'
import type { Artifact } from './artifact.ts'

/** The artifact that a subject is: the same for the same behaviour, on every machine. */
export function buildArtifact(subject: Subject): Artifact {
  const document = canonicalJson(subjectMeaning(subject))
  return { subject: subject.name, digest: digestOf(document), document }
}
