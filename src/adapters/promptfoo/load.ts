import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { switches } from './switches.ts'

/**
 * Starts a worker that loads the vendored promptfoo. A thread of its own has its own environment (`switches`), its own
 * process handlers, and can be ended: what promptfoo does to a process on import it does not do to ours. What it prints
 * is dropped. Does not keep the process alive.
 */
export function startWorker({ script, promptfoo }: Places = places): Worker {
  const worker = new Worker(script, {
    env: { ...switches },
    argv: [],
    execArgv: ['--no-warnings'],
    stdin: false,
    stdout: true,
    stderr: true,
    workerData: { promptfoo },
  })
  worker.stdout.resume()
  worker.stderr.resume()
  worker.unref()
  return worker
}

interface Places {
  /** Of the worker. */
  readonly script: string
  /** The vendored promptfoo. */
  readonly promptfoo: string
}

/** Beside the bundle in `dist/`; while developing, the source of the worker and the same vendored promptfoo. */
export const places: Places = placesFrom(dirname(fileURLToPath(import.meta.url)), import.meta.url.endsWith('.ts'))

function placesFrom(here: string, isSource: boolean): Places {
  const dist = isSource ? join(here, '..', '..', '..', 'dist') : here
  const script = isSource ? join(here, 'worker.ts') : join(here, 'promptfoo-worker.js')
  return { script, promptfoo: join(dist, 'promptfoo', 'index.js') }
}
