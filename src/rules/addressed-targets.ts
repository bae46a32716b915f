import type { TargetDraft } from '../resources/draft.ts'
import type { TargetAddress } from '../resources/project.ts'
import { readAddress } from '../resources/target-address.ts'
import type { WholeDraft } from '../resources/whole-draft.ts'

export interface AddressedTarget<A extends TargetAddress = TargetAddress> {
  readonly target: TargetDraft
  readonly address: A
}

/** The targets that say where they are, in the order of files and documents. */
export function addressedTargets(draft: WholeDraft): readonly AddressedTarget[] {
  return draft.of('DeploymentTarget').flatMap((target) => {
    const reading = readAddress(target.fields.to)
    return reading.ok ? [{ target, address: reading.address }] : []
  })
}
