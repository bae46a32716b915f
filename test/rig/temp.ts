import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface TemporaryDirectory extends AsyncDisposable {
  /** Absolute, symbolic links resolved. */
  readonly path: string
}

/** A fresh empty directory, removed with everything in it when disposed. */
export async function temporaryDirectory(name = 'llmops'): Promise<TemporaryDirectory> {
  const path = await realpath(await mkdtemp(join(tmpdir(), `${name}-`)))
  return {
    path,
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }),
  }
}
