import { type Level, placeOf, type RunnerAnnotation } from './annotation.ts'
import { parseCommand, propertyOf, type RunnerCommand } from './command.ts'
import type { SecretMasker } from './secret-masker.ts'

/** More of one level are in the log only. */
const mostAnnotations = 10
const longestMessage = 4096
const stopCommand = 'stop-commands'

/** What the runner made of a step's output so far. */
export interface StepOutput {
  /** What the log shows, secrets masked. */
  readonly log: readonly string[]
  /** Those that are kept: ten of each level. */
  readonly annotations: readonly RunnerAnnotation[]
  /** Commands that the runner obeyed, in order. */
  readonly commands: readonly RunnerCommand[]
  readonly outputs: Readonly<Record<string, string>>
  readonly state: Readonly<Record<string, string>>
  /** Whether a command was refused, which fails the step. */
  readonly failed: boolean
}

export interface StepOutputReader {
  /** What came of it so far. */
  readonly output: StepOutput
  /** One line of stdout or stderr: the runner obeys both. */
  readonly read: (line: string) => void
  /** The runner's own words about the step. */
  say(level: Level, message: string): void
  /** What a command file set. */
  set(what: 'outputs' | 'state', name: string, value: string): void
  /** The step fails, whatever its exit code. */
  fail(why: string): void
}

interface Options {
  readonly masker: SecretMasker
  readonly workspace: string
  /** Whether the job was started with debug logging. */
  readonly debug: boolean
}

/** Reads a step's output by the rules of the runner's OutputManager and ActionCommandManager. Problem matchers are not modelled. */
export function stepOutputReader({ masker, workspace, debug }: Options): StepOutputReader {
  const log: string[] = []
  const annotations: RunnerAnnotation[] = []
  const commands: RunnerCommand[] = []
  const kept = { outputs: {} as Record<string, string>, state: {} as Record<string, string> }
  let failed = false
  let echo = false
  let resumeToken: string | undefined

  function write(line: string): void {
    log.push(masker.mask(line))
  }

  function annotate(level: Level, message: string, place: Omit<RunnerAnnotation, 'level' | 'message'> = {}): void {
    const shown = masker.mask(message).slice(0, longestMessage)
    write(`##[${level}]${shown}`)
    const ofLevel = annotations.filter((annotation) => annotation.level === level)
    if (ofLevel.length < mostAnnotations) annotations.push({ level, message: shown, ...place })
  }

  function keep(what: 'outputs' | 'state', command: RunnerCommand): void {
    kept[what][nameIn(command)] = command.data
    annotate('warning', `The \`${command.name}\` command is deprecated and will be disabled soon.`)
  }

  function refuse(command: RunnerCommand): void {
    throw new Error(`The \`${command.name}\` command is disabled.`)
  }

  function issue(command: RunnerCommand): void {
    annotate(command.name.toLowerCase() as Level, command.data, placeOf(command, workspace))
  }

  function addMask({ data }: RunnerCommand): void {
    if (data.trim() === '') annotate('warning', "Can't add secret mask for empty string in ##[add-mask] command.")
    else masker.add(data)
  }

  function setEcho({ data }: RunnerCommand): void {
    const value = data.trim().toLowerCase()
    if (value !== 'on' && value !== 'off') throw new Error(`Invalid echo command value: '${data}'.`)
    echo = value === 'on'
  }

  function stop({ data: token }: RunnerCommand): void {
    if (token === '' || token.toLowerCase() === 'pause-logging' || isKnown(token)) {
      throw new Error("You cannot use a endToken that is empty, 'pause-logging' or another workflow command.")
    }
    if (token.length > 6) masker.add(token)
    resumeToken = token.toLowerCase()
  }

  const obey: Readonly<Record<string, (command: RunnerCommand) => void>> = {
    'set-output': (command) => keep('outputs', command),
    'save-state': (command) => keep('state', command),
    'add-mask': addMask,
    'set-env': refuse,
    'add-path': refuse,
    'add-matcher': () => {},
    'remove-matcher': () => {},
    debug: ({ data }) => (debug ? write(`##[debug]${data}`) : undefined),
    error: issue,
    warning: issue,
    notice: issue,
    group: ({ data }) => write(`##[group]${data}`),
    endgroup: () => write('##[endgroup]'),
    echo: setEcho,
    [stopCommand]: stop,
  }
  const unechoed = new Set(['add-mask', 'debug', 'error', 'warning', 'notice'])

  function isKnown(name: string): boolean {
    return Object.hasOwn(obey, name.toLowerCase()) || name.toLowerCase() === resumeToken
  }

  /** Whether the line was a command. While stopped, only the token that resumes is one. */
  function command(line: string): boolean {
    const found = parseCommand(line, isKnown)
    if (found === undefined) return false
    const name = found.name.toLowerCase()
    if (resumeToken !== undefined) {
      if (name !== resumeToken) return false
      resumeToken = undefined
      write(line)
      return true
    }
    commands.push(found)
    if (name === stopCommand || (echo && !unechoed.has(name))) write(line)
    tryCommand(name, found, line)
    return true
  }

  function tryCommand(name: string, found: RunnerCommand, line: string): void {
    try {
      obey[name]?.(found)
    } catch (error) {
      annotate('error', `Unable to process command '${unechoed.has(name) ? name : line}' successfully.`)
      fail((error as Error).message)
    }
  }

  function fail(why: string): void {
    annotate('error', why)
    failed = true
  }

  return {
    output: {
      log,
      annotations,
      commands,
      ...kept,
      get failed() {
        return failed
      },
    },
    read: (line) => (command(line) ? undefined : write(line)),
    say: annotate,
    set: (what, name, value) => void (kept[what][name] = value),
    fail,
  }
}

function nameIn(command: RunnerCommand): string {
  const name = propertyOf(command, 'name') ?? ''
  if (name === '') throw new Error(`Required field 'name' is missing in ##[${command.name}] command.`)
  return name
}
