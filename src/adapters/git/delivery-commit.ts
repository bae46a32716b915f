import { DeliveryFault, type Release } from '../../promotion/driver.ts'
import { plainLine } from '../../promotion/plain-line.ts'
import { gitOutput } from './objects.ts'
import type { Repository } from './repository.ts'

/** The message of a commit that delivers; by its trailers a branch is known to be one that deliveries began. */
export function deliveryMessage({ subject, digest, target, sequence, source }: Release): string {
  const first = `${subject} ${digest.slice(0, 'sha256:'.length + 8)}… for ${target} (no. ${sequence})`
  return `${plainLine(first)}\n\nTarget: ${plainLine(target)}\nDigest: ${digest}\nSequence: ${sequence}\nSource: ${source}\n`
}

const trailers = /\n\nTarget: .+\nDigest: sha256:[0-9a-f]{64}\nSequence: \d+\nSource: [0-9a-f]{40,64}\s*$/

/**
 * Refuses a branch that somebody else began: its history is that of a user, and pushing to it may start workflows. Commits by
 * hand on top of ours are drift, which a delivery sets right; with a merge of anything else comes another beginning.
 * @throws DeliveryFault
 */
export async function requireOwnBranch({ repository, folder }: Place, tip: string): Promise<void> {
  const roots = await gitOutput(repository, ['log', '-z', '--max-parents=0', '--format=%H%n%B', tip])
  const foreign = roots.split('\0').find((root) => root !== '' && !trailers.test(root))
  if (foreign !== undefined)
    throw new DeliveryFault(`it has a history that llmops did not make (from ${foreign.slice(0, 7)} on). ${remedy}`)
  // A delivery to the whole branch takes them away; one to a folder would run them.
  if (folder !== '' && (await gitOutput(repository, ['ls-tree', '--full-tree', tip, '.github/workflows'])) !== '')
    throw new DeliveryFault(`it has workflows, which every delivery would start. ${remedy}`)
}

const remedy =
  'Give the target a branch of its own; or, to deliver into one folder of a branch with other content, set `folder` and `shared: true`'

interface Place {
  readonly repository: Repository
  readonly folder: string
}

/**
 * The last look before a push: the commit changes nothing outside the folder. Throws DeliveryFault.
 * @param tip what the branch stands on; undefined: it is new
 */
export async function requireInside(
  { repository, folder }: Place,
  tip: string | undefined,
  commit: string,
): Promise<void> {
  if (folder === '') return
  const range = tip === undefined ? ['--root', commit] : [tip, commit]
  const names = await gitOutput(repository, ['diff-tree', '-r', '-z', '--no-commit-id', '--name-only', ...range])
  const outside = names.split('\0').find((name) => name !== '' && !name.startsWith(`${folder}/`))
  if (outside !== undefined)
    throw new DeliveryFault(`the delivery would change '${outside}', which is outside its folder`)
}
