import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { canonicalJson, type Json } from '../../../digest/digest.ts'
import { DeliveryFault, type Holding } from '../../../promotion/driver.ts'
import { parseRelease } from '../../../promotion/parse-release.ts'
import { releaseFile, releaseText } from '../../../promotion/release-files.ts'
import { unlessMissing } from './read-folder.ts'

/** What says which release is live. It reads as a `release.json`, only that its paths lead into `folder`. */
export const pointerFile = 'current.json'

/** What is released, and whose it is. */
export type Released = Pick<Holding, 'release' | 'project'>

export interface Pointer extends Released {
  /** Where its files are, from the target's directory. */
  readonly folder: string
  readonly bytes: Uint8Array
}

export function pointerTo({ release, project }: Released, folder: string): Pointer {
  const said = JSON.parse(releaseText(release, project)) as { readonly document: { readonly path: string } } & Record<
    string,
    Json
  >
  const document = { ...said.document, path: `${folder}/${said.document.path}` }
  return {
    release,
    project,
    folder,
    bytes: new TextEncoder().encode(`${canonicalJson({ ...said, document, folder })}\n`),
  }
}

/** Undefined where nothing is live yet. Throws DeliveryFault where the file is not what this version writes. */
export async function readPointer(directory: string): Promise<Pointer | undefined> {
  const bytes = await unlessMissing(readFile(join(directory, pointerFile)), undefined)
  if (bytes === undefined) return undefined
  try {
    const said = parseRelease([{ path: releaseFile, bytes }])
    const { folder } = JSON.parse(bytes.toString()) as { readonly folder?: unknown }
    if (said !== undefined && typeof folder === 'string' && /^releases\/\d[\w-]*$/.test(folder))
      return { release: said.release, project: said.project, folder, bytes }
  } catch (error) {
    if (!(error instanceof DeliveryFault)) throw error
  }
  throw new DeliveryFault(`its ${pointerFile} is not one of this version; remove it to deliver again`)
}
