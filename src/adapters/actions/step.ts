import { error, getState, saveState as keepState, setOutput, setSecret } from '@actions/core'

/** One word to a shell: what stands in an output may end up in somebody's `run:`. */
const harmlessOutput = /^[\p{L}\p{N} _.,:/\\@+=-]*$/u

/**
 * An output of the step: a number, a name of ours, a digest or a path.
 * @throws TypeError for a text that a shell could take for more than that
 */
export function giveOutput(name: string, value: string | number): void {
  if (!harmlessOutput.test(String(value)))
    throw new TypeError(`the output ${name} would hold more than a name or a path`)
  setOutput(name, String(value))
}

/** `{"shard":["1/2","2/2"]}`, and no other text: it needs its quotes and brackets, which a shell reads as its own. */
const harmlessMatrix = /^\{"shard":\[(?:"\d+\/\d+"(?:,(?=")|(?=\])))*\]\}$/

/**
 * An output that is the matrix of a job.
 * @throws TypeError for a text that is none
 */
export function giveMatrix(name: string, matrix: string): void {
  if (!harmlessMatrix.test(matrix)) throw new TypeError(`the output ${name} would hold more than a matrix of shards`)
  setOutput(name, matrix)
}

/** Kept for the post step, which runs however this one ends. */
export function saveState(name: string, value: string): void {
  keepState(name, value)
}

/** What the main step saved; undefined in the main step, and where it saved nothing or the empty text. */
export function savedState(name: string): string | undefined {
  const value = getState(name)
  return value === '' ? undefined : value
}

/** Has the runner hide a secret in the log and the summary from now on: whole, trimmed, and each of its lines. */
export function mask(secret: string): void {
  const parts = [secret, secret.trim(), ...secret.split(/[\r\n]+/).map((line) => line.trim())]
  for (const part of new Set(parts.filter((part) => part.trim() !== ''))) setSecret(part)
}

/** Ends the step with an exit code that is not 0, and says why. What is under way goes on. */
export function fail(message: string, exitCode: number): void {
  error(message)
  process.exitCode = exitCode
}
