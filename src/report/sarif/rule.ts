import { definitions } from '../../diagnostic/definitions.ts'
import type { Severity } from '../../diagnostic/diagnostic.ts'
import type { ProblemCode } from '../../diagnostic/problem.ts'

/** Rules that are no diagnostics: gates of a check. */
const gates: Readonly<Record<string, { readonly means: string; readonly mend: string }>> = {
  'gate-regression': {
    means: 'A metric fell: head is shown to be worse than base, and not to be within the drop that its gate tolerates.',
    mend: 'Look at the cases that broke. A drop that is wanted needs another `maxDrop`, which holds after its merge.',
  },
  'gate-floor': {
    means: 'A metric scores below the floor of its gate: even the upper limit of its 95 % interval does not reach it.',
    mend: 'Look at the cases that fail. A lower floor needs another `min`, which holds after its merge.',
  },
}

/** A `reportingDescriptor` object (SARIF 2.1.0, section 3.49), from the definition that gives a finding its words. */
export function ruleOf(id: string): object {
  const gate = gates[id]
  if (gate !== undefined) return descriptorOf(id, gate, 'error', 'gate')
  const definition = definitions[id as ProblemCode]
  const { judges } = definition
  return descriptorOf(id, definition, judges ?? 'error', judges === undefined ? 'correctness' : 'judgement')
}

function descriptorOf(
  id: string,
  { means, mend }: { readonly means: string; readonly mend: string },
  level: Severity,
  tag: string,
): object {
  return {
    id,
    shortDescription: { text: id.replaceAll('-', ' ') },
    fullDescription: { text: means },
    help: { text: `${means}\n\nTo do: ${mend}`, markdown: `${means}\n\n**To do:** ${mend}` },
    defaultConfiguration: { level },
    properties: { tags: [tag] },
  }
}
