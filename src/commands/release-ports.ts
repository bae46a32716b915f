import { DeliveryFault, type Driver, type Holding } from '../promotion/driver.ts'
import type { TargetState } from '../promotion/ledger.ts'
import type { DeploymentTarget, Project } from '../resources/project.ts'
import type { TargetStatus } from '../verdict/promotion-reports.ts'
import { isAt, type Ports } from './deliver.ts'
import { driverOf } from './drivers.ts'
import type { Needs } from './needs.ts'
import type { ReleaseSpace } from './release-space.ts'

/** What delivering to a target takes. */
export async function portsOf(
  target: DeploymentTarget,
  project: Project,
  space: ReleaseSpace,
  { clock, signal }: Pick<Needs, 'clock' | 'signal'>,
): Promise<Ports> {
  const { name, folder } = project
  return {
    ledger: space.ledger,
    driver: await driverIn(target, project, space),
    project: { name, folder },
    clock,
    signal,
  }
}

export function driverIn(target: DeploymentTarget, project: Project, space: ReleaseSpace): Promise<Driver> {
  return driverOf(target, { repository: space.delivering, project, ledgerBranch: space.policy.ledgerBranch })
}

/** A target as it really is, against what the ledger says; `detail` is text from outside. */
export interface Reality {
  readonly reality: Exclude<TargetStatus['reality'], 'not-looked'>
  readonly detail: string | undefined
}

export async function lookAt(driver: Driver, state: TargetState | undefined): Promise<Reality> {
  try {
    return compared(await driver.read(), state)
  } catch (error) {
    if (!(error instanceof DeliveryFault)) throw error
    return { reality: 'unreachable', detail: error.message }
  }
}

function compared(found: Holding | undefined, state: TargetState | undefined): Reality {
  const held = state?.held?.release
  if (found === undefined) return { reality: held === undefined ? 'agrees' : 'empty', detail: undefined }
  if (!found.intact) return { reality: 'tampered', detail: undefined }
  if (held !== undefined && isAt(found, held)) return { reality: 'agrees', detail: undefined }
  return { reality: 'other-artifact', detail: found.release.digest }
}
