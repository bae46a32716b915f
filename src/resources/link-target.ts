import type { TargetDraft } from './draft.ts'
import { durationMs } from './duration.ts'
import { byCodePoints } from './order.ts'
import type { DeploymentTarget, EvalSuite, Project, Subject } from './project.ts'
import { readAddress } from './target-address.ts'

interface Links extends Pick<Project, 'suites'> {
  readonly subjects: ReadonlyMap<string, Subject>
  /** The Project's. */
  readonly whenUnsure: DeploymentTarget['whenUnsure']
}

/** The target that a draft without errors is. */
export function linkTarget({ name, place, fields }: TargetDraft, links: Links): DeploymentTarget {
  const subject = links.subjects.get(fields.deploy)
  const reading = readAddress(fields.to)
  if (subject === undefined || !reading.ok) throw new Error(`the target ${name} passed validation`)
  return {
    name,
    place,
    subject,
    to: reading.address,
    after: fields.after,
    soakMs: fields.soak === undefined ? 0 : durationMs(fields.soak),
    whenUnsure: fields.whenUnsure ?? links.whenUnsure,
    suites: suitesOf(fields.deploy, links.suites),
  }
}

function suitesOf(subject: string, suites: ReadonlyMap<string, EvalSuite>): readonly string[] {
  return [...suites.values()]
    .filter((suite) => suite.subject.name === subject)
    .map(({ name }) => name)
    .toSorted(byCodePoints)
}
