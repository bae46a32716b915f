import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { temporaryDirectory } from '../temp.ts'
import type { RunnerAnnotation } from './annotation.ts'
import type { CacheService } from './cache-service.ts'
import type { RunnerCommand } from './command.ts'
import { githubContext, type GitHubContext, type JobOptions, jobVariables } from './job.ts'
import { evaluateDefault, inputVariable, type Manifest, readManifest } from './manifest.ts'
import { secretMasker, type SecretMasker } from './secret-masker.ts'
import { type Patience, runnersPatience, type RunningStep, startStep, type StepRun } from './step.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))

export interface ActionOptions extends JobOptions {
  /** The action's folder, which holds its `action.yml`. Default: this repository. */
  readonly action?: string
  /** Instead of both `main` and `post` of `action.yml`: `src/action.ts`, say, which Node runs as it is. */
  readonly script?: string
  /** The step's `with:`. Every other declared input has its default. */
  readonly inputs?: Readonly<Record<string, string>>
  /** The job's `env:`. */
  readonly env?: Readonly<Record<string, string>>
  /** The job's `env:` from secrets: as `env`, and masked. */
  readonly secrets?: Readonly<Record<string, string>>
  readonly cache?: CacheService
  /** ACTIONS_CACHE_MODE. Default `write`. */
  readonly cacheMode?: 'none' | 'read' | 'write' | 'write-only'
  /** RUNNER_TEMP, kept afterwards. Default: one that is removed with what the action left in it. */
  readonly runnerTemp?: string
  /** As when the job is re-run with debug logging. */
  readonly debug?: boolean
  /** How long a cancelled step has. Default: as GitHub's, which is long for a test. */
  readonly patience?: Patience
  /** For each of the two steps. Default 60 s. */
  readonly timeoutMs?: number
}

export interface ActionRun {
  readonly main: StepRun
  /** Runs whatever became of `main`; undefined where `action.yml` names none. */
  readonly post: StepRun | undefined
  /** What later steps of the job see: those of `main`. */
  readonly outputs: Readonly<Record<string, string>>
  readonly state: Readonly<Record<string, string>>
  /** Of both steps, main's first. */
  readonly summary: string
  readonly annotations: readonly RunnerAnnotation[]
  readonly commands: readonly RunnerCommand[]
  /** As people read it: secrets masked. */
  readonly log: string
  /** Every value that is hidden in the log. */
  readonly masks: readonly string[]
}

export interface RunningAction {
  /** Settles when a line of main's log matches; rejects when main ends without. */
  logged(pattern: RegExp): Promise<void>
  /** Cancels the job: SIGINT to main, SIGTERM, SIGKILL; then post runs. */
  cancel(): Promise<ActionRun>
  /** Kills main and its children at once; then post runs. */
  kill(): Promise<ActionRun>
  readonly finished: Promise<ActionRun>
}

/** Runs the action to its end as the runner does: main, then post. A failed step is a value, not an exception. */
export async function runAction(options: ActionOptions): Promise<ActionRun> {
  return (await startAction(options)).finished
}

/** Starts the action, for tests that cancel or kill it. */
export async function startAction(options: ActionOptions): Promise<RunningAction> {
  const scope = new AsyncDisposableStack()
  try {
    const job = await prepareJob(options, scope)
    const main = await job.start('main', {}, { env: {}, path: [] })
    const finished = finish(job, main, scope)
    return {
      logged: (pattern) => logged(main, pattern),
      cancel() {
        main.cancel()
        return finished
      },
      kill() {
        main.kill()
        return finished
      },
      finished,
    }
  } catch (error) {
    await scope.disposeAsync()
    throw error
  }
}

interface Job {
  readonly manifest: Manifest
  readonly masker: SecretMasker
  start(
    stage: 'main' | 'post',
    state: Readonly<Record<string, string>>,
    left: Pick<StepRun, 'env' | 'path'>,
  ): Promise<RunningStep>
}

async function prepareJob(options: ActionOptions, scope: AsyncDisposableStack): Promise<Job> {
  const action = options.action ?? root
  const manifest = await readManifest(action)
  const context = githubContext(options)
  const runnerTemp = options.runnerTemp ?? scope.use(await temporaryDirectory('runner-temp')).path
  const home = scope.use(await temporaryDirectory('runner-home')).path
  const inherited = { PATH: process.env['PATH'] ?? '', HOME: home, TMPDIR: home, LC_ALL: 'C.UTF-8' }
  const cache = options.cache?.variables(context, options.cacheMode) ?? {}
  const variables = {
    ...inherited,
    ...jobVariables(context, runnerTemp, options.debug ?? false),
    ...options.env,
    ...options.secrets,
    GITHUB_EVENT_PATH: await writeEvent(runnerTemp, options.payload),
    ...inputVariables(manifest, options.inputs ?? {}, context),
    ...cache,
  }
  const secrets = [
    context['token'] ?? '',
    cache['ACTIONS_RUNTIME_TOKEN'] ?? '',
    ...Object.values(options.secrets ?? {}),
  ]
  const masker = secretMasker(secrets)
  return {
    manifest,
    masker,
    start: (stage, state, left) =>
      startStep({
        script: options.script ?? join(action, (stage === 'main' ? manifest.main : manifest.post) ?? ''),
        workspace: options.workspace,
        runnerTemp,
        env: {
          ...variables,
          ...left.env,
          PATH: [...left.path.toReversed(), inherited.PATH].join(':'),
          ...prefixed(state),
        },
        masker,
        debug: options.debug ?? false,
        patience: options.patience ?? runnersPatience,
        timeoutMs: options.timeoutMs ?? 60_000,
        warnings: stage === 'main' ? unexpected(manifest, options.inputs ?? {}) : [],
      }),
  }
}

async function finish(job: Job, running: RunningStep, scope: AsyncDisposableStack): Promise<ActionRun> {
  await using _ = scope
  const main = await running.finished
  const post = job.manifest.post === undefined ? undefined : await (await job.start('post', main.state, main)).finished
  const steps = post === undefined ? [main] : [main, post]
  return {
    main,
    post,
    outputs: main.outputs,
    state: main.state,
    summary: steps.map(({ summary }) => summary).join(''),
    annotations: steps.flatMap(({ annotations }) => annotations),
    commands: steps.flatMap(({ commands }) => commands),
    log: steps.flatMap(({ log }) => log.map((line) => `${line}\n`)).join(''),
    masks: job.masker.values,
  }
}

async function logged(step: RunningStep, pattern: RegExp): Promise<void> {
  let ended = false
  void step.finished.then(() => (ended = true))
  while (!step.log.some((line) => pattern.test(line))) {
    if (ended) throw new Error(`main ended without logging ${pattern}:\n${step.log.join('\n')}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

async function writeEvent(runnerTemp: string, payload: object): Promise<string> {
  const folder = join(runnerTemp, '_github_workflow')
  await mkdir(folder, { recursive: true })
  const file = join(folder, 'event.json')
  await writeFile(file, JSON.stringify(payload, undefined, 2))
  return file
}

/** Inputs that are not declared are passed, too. */
function inputVariables(manifest: Manifest, given: Readonly<Record<string, string>>, context: GitHubContext) {
  const defaults = Object.entries(manifest.inputs).map(
    ([name, text]) => [name, evaluateDefault(text, context)] as const,
  )
  const all = [...defaults, ...Object.entries(given)].map(([name, value]) => [inputVariable(name), value] as const)
  return Object.fromEntries(all)
}

function unexpected(manifest: Manifest, given: Readonly<Record<string, string>>): readonly string[] {
  const declared = Object.keys(manifest.inputs)
  const names = Object.keys(given).filter((name) => !declared.includes(name.toLowerCase()))
  if (names.length === 0) return []
  const quoted = (list: readonly string[]) => list.map((name) => `'${name}'`).join(', ')
  return [`Unexpected input(s) ${quoted(names)}, valid inputs are [${quoted(declared)}]`]
}

function prefixed(state: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(state).map(([name, value]) => [`STATE_${name}`, value]))
}
