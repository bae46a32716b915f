import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'

/** What a process took from its start to its end. */
export interface Usage {
  readonly seconds: number
  /** On all cores, of the process and its threads. */
  readonly cpuSeconds: number
  /** The most memory that it held at any time, in MB of 2^20 bytes. */
  readonly peakMb: number
  readonly stdout: string
}

/** Tells on the way out what was used. Not TypeScript: to read that takes memory. */
const teller = `process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  require('node:fs').writeSync(3, JSON.stringify([(userCPUTime + systemCPUTime) / 1e6, maxRSS / 1024]))
})`
const told = `data:text/javascript,${encodeURIComponent(`import { createRequire } from 'node:module'; const require = createRequire('file:///');${teller}`)}`

/** Runs Node to its end. Throws where that is not with 0. */
export async function measured(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): Promise<Usage> {
  const startedAt = performance.now()
  const child = spawn(process.execPath, ['--import', told, ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
  const [stdout, stderr, usage] = [child.stdout, child.stderr, child.stdio[3]].map((stream) =>
    text(stream as NodeJS.ReadableStream as AsyncIterable<Uint8Array>),
  )
  const [code] = (await once(child, 'close')) as [number | null]
  const seconds = (performance.now() - startedAt) / 1000
  if (code !== 0) throw new Error(`node ${args.join(' ')} ended with ${code}:\n${await stdout}\n${await stderr}`)
  const [cpuSeconds, peakMb] = JSON.parse((await usage) ?? '') as [number, number]
  return { seconds, cpuSeconds, peakMb, stdout: (await stdout) ?? '' }
}
