import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { canonicalJson, type Json } from '../../../digest/digest.ts'
import { DeliveryFault, type Release } from '../../../promotion/driver.ts'
import { parseRelease } from '../../../promotion/parse-release.ts'
import { releaseFile, releaseText } from '../../../promotion/release-files.ts'
import { unlessMissing } from './read-folder.ts'

/** What says which release is live. It reads as a `release.json`, only that its paths lead into `folder`. */
export const pointerFile = 'current.json'

export interface Pointer {
  readonly release: Release
  /** Where its files are, from the target's directory. */
  readonly folder: string
  readonly bytes: Uint8Array
}

export function pointerTo(release: Release, folder: string): Pointer {
  const said = JSON.parse(releaseText(release)) as { readonly document: { readonly path: string } } & Record<
    string,
    Json
  >
  const document = { ...said.document, path: `${folder}/${said.document.path}` }
  return { release, folder, bytes: new TextEncoder().encode(`${canonicalJson({ ...said, document, folder })}\n`) }
}

/** Undefined where nothing is live yet. Throws DeliveryFault where the file is not what this version writes. */
export async function readPointer(directory: string): Promise<Pointer | undefined> {
  const bytes = await unlessMissing(readFile(join(directory, pointerFile)), undefined)
  if (bytes === undefined) return undefined
  try {
    const release = parseRelease([{ path: releaseFile, bytes }])?.release
    const { folder } = JSON.parse(bytes.toString()) as { readonly folder?: unknown }
    if (release !== undefined && typeof folder === 'string' && /^releases\/\d[\w-]*$/.test(folder))
      return { release, folder, bytes }
  } catch (error) {
    if (!(error instanceof DeliveryFault)) throw error
  }
  throw new DeliveryFault(`its ${pointerFile} is not one of this version; remove it to deliver again`)
}
