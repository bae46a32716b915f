import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { currentBranch, headCommit, mainBranch } from '../adapters/git/commits.ts'
import { remoteAddress } from '../adapters/git/remote.ts'
import { openRepository } from '../adapters/git/repository.ts'
import { UsageFault } from '../diagnostic/fault.ts'
import { type ActionSource, starterFiles, starterWorkflows } from './starter-files.ts'

export interface InitRequest {
  /** The folder that becomes a project. */
  readonly dir: string
  /** Where this program lies: a folder of a clone, as a rule. */
  readonly program: string
}

export interface InitOutcome {
  /** Relative to the folder. */
  readonly written: readonly string[]
  /** Existing files that were left as they are. */
  readonly kept: readonly string[]
}

/** Leaves a small project that passes `check` at once, and two workflows. Never overwrites; throws UsageFault in a project. */
export async function init({ dir, program }: InitRequest): Promise<InitOutcome> {
  const repository = await openRepository(dir)
  const { root, folder } = repository
  const home = join(root, folder)
  if (existsSync(join(home, 'llmops.yaml'))) throw new UsageFault('there is an llmops.yaml here already')
  const wanted = new Map([...starterFiles(projectName(home))].map(([path, text]) => [join(home, path), text]))
  const branch = (await mainBranch(repository)) ?? (await currentBranch(repository)) ?? 'main'
  const workflows = starterWorkflows({ source: await sourceOf(program), branch })
  for (const [path, text] of workflows) wanted.set(join(root, path), text)
  const outcome = { written: [] as string[], kept: [] as string[] }
  for (const [file, text] of wanted) await place(file, text, root, outcome)
  return outcome
}

/** The clone that this program runs from, where it is one of GitHub and holds the action. */
async function sourceOf(program: string): Promise<ActionSource | undefined> {
  const root = dirname(program)
  if (!existsSync(join(root, '.git')) || !existsSync(join(root, 'action.yml'))) return undefined
  const repository = await openRepository(root)
  const [address, commit] = [await remoteAddress(repository), await headCommit(repository)]
  const name = /^(?:https:\/\/|ssh:\/\/git@|git@)github\.com[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(
    address ?? '',
  )?.[1]
  return name === undefined || commit === undefined ? undefined : { repository: name, commit }
}

async function place(
  file: string,
  text: string,
  root: string,
  { written, kept }: { written: string[]; kept: string[] },
): Promise<void> {
  const name = file.slice(root.length + 1)
  if (existsSync(file)) {
    kept.push(name)
    return
  }
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
  written.push(name)
}

/** The folder's name as a project may have it. */
function projectName(home: string): string {
  const name = basename(home)
    .replace(/[^A-Za-z0-9_-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 63)
  return name === '' ? 'project' : name
}
