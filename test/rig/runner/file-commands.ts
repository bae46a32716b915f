import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SecretMasker } from './secret-masker.ts'
import type { StepOutputReader } from './step-output.ts'

/** Each variable and how the name of its file begins. */
const prefixes = {
  GITHUB_ENV: 'set_env_',
  GITHUB_PATH: 'add_path_',
  GITHUB_OUTPUT: 'set_output_',
  GITHUB_STATE: 'save_state_',
  GITHUB_STEP_SUMMARY: 'step_summary_',
  GITHUB_ARTIFACTS: 'artifacts_',
  GITHUB_ARTIFACTS_LIST: 'artifacts_list_',
} as const

/** Paths by variable, fresh for every step. */
export type CommandFiles = Readonly<Record<keyof typeof prefixes, string>>

/** A larger one is dropped with an error; the step still passes. */
export const largestSummary = 1024 * 1024

/** What later steps of the job get. */
export interface StepEffects {
  readonly env: Readonly<Record<string, string>>
  readonly path: readonly string[]
  /** Empty where there is none, or it was too large. */
  readonly summary: string
}

/** Makes empty files for the next step, under `RUNNER_TEMP`. */
export async function createCommandFiles(runnerTemp: string): Promise<CommandFiles> {
  const folder = join(runnerTemp, '_runner_file_commands')
  await mkdir(folder, { recursive: true })
  const suffix = randomUUID()
  const files = Object.entries(prefixes).map(([name, prefix]) => [name, join(folder, `${prefix}${suffix}`)] as const)
  await Promise.all(files.map(([, path]) => writeFile(path, '')))
  return Object.fromEntries(files) as CommandFiles
}

/** Reads what a step left in its files, however it ended, and removes them. A malformed file fails the step. */
export async function readCommandFiles(
  files: CommandFiles,
  reader: StepOutputReader,
  masker: SecretMasker,
): Promise<StepEffects> {
  const env: Record<string, string> = {}
  const inEach = async (variable: keyof CommandFiles, set: (name: string, value: string) => void) => {
    try {
      for (const [name, value] of pairsIn(await textOf(files[variable]))) set(name, value)
    } catch (error) {
      const name = variable.replace('GITHUB_', '').toLowerCase()
      reader.say('error', `Unable to process file command '${name}' successfully.`)
      reader.fail((error as Error).message)
    }
  }
  const path = (await textOf(files.GITHUB_PATH)).split(/\r?\n/).filter((line) => line !== '')
  await inEach('GITHUB_ENV', (name, value) => {
    if (name.toUpperCase() !== 'NODE_OPTIONS') env[name] = value
    else reader.say('error', `Can't store ${name} output parameter using '$GITHUB_ENV' command.`)
  })
  const summary = await summaryIn(files.GITHUB_STEP_SUMMARY, reader, masker)
  await inEach('GITHUB_STATE', (name, value) => reader.set('state', name, value))
  await inEach('GITHUB_OUTPUT', (name, value) => reader.set('outputs', name, value))
  await Promise.all(Object.values(files).map((file) => rm(file, { force: true })))
  return { env, path, summary }
}

/**
 * `name=value` lines and `name<<DELIMITER` blocks. On Linux a line ends at `\n` only.
 * @throws Error where a line is neither, or a block does not end; what came before counts
 */
export function* pairsIn(text: string): Generator<readonly [name: string, value: string]> {
  const lines = text.split('\n')
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? ''
    if (line === '') continue
    const [, name = '', operator, rest = ''] = /^(.*?)(=|<<)(.*)$/s.exec(line) ?? []
    if (operator === undefined) throw new Error(`Invalid format '${line}'`)
    if (operator === '=') {
      yield [name, rest]
      continue
    }
    if (name === '' || rest === '') throw new Error(`Invalid format '${line}'. Name and delimiter must not be empty`)
    const end = lines.indexOf(rest, at + 1)
    if (end < 0) throw new Error(`Invalid value. Matching delimiter not found '${rest}'`)
    yield [name, lines.slice(at + 1, end).join('\n')]
    at = end
  }
}

async function summaryIn(file: string, reader: StepOutputReader, masker: SecretMasker): Promise<string> {
  const { size } = await stat(file).catch(() => ({ size: 0 }))
  if (size > largestSummary) {
    reader.say(
      'error',
      `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of ${largestSummary / 1024}k, got ${Math.floor(size / 1024)}k.`,
    )
    return ''
  }
  const text = await textOf(file)
  return text
    .split('\n')
    .map((line) => masker.mask(line))
    .join('\n')
}

/** A step may have removed its file. */
async function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
}
