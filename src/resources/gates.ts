import type { AssertionDraft } from './draft.ts'
import type { Gate } from './project.ts'
import type { Gate as GateFields, ProjectDocument } from './schema.gen.ts'

/** The drop that is tolerated where nobody says otherwise (design: default gate of every metric). */
const maxDrop = 0.05

/** The gate of a metric that has none of its own. */
export function defaultGate(project: ProjectDocument | undefined): Gate {
  return { maxDrop: project?.gate?.maxDrop ?? maxDrop, min: project?.gate?.min }
}

/** The gate that the assertions of one metric give it: what they say, over the default. */
export function gateOf(assertions: readonly AssertionDraft[], otherwise: Gate): Gate {
  const own: GateFields = assertions.find(({ fields }) => fields.gate !== undefined)?.fields.gate ?? {}
  return { maxDrop: own.maxDrop ?? otherwise.maxDrop, min: own.min ?? otherwise.min }
}
