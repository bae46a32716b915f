import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { openRepository } from '../adapters/git/repository.ts'
import { UsageFault } from '../diagnostic/fault.ts'
import { starterFiles, workflow, workflowPath } from './starter-files.ts'

export interface InitRequest {
  /** The folder that becomes a project. */
  readonly dir: string
}

export interface InitOutcome {
  /** Relative to the folder. */
  readonly written: readonly string[]
  /** Existing files that were left as they are. */
  readonly kept: readonly string[]
}

/** Leaves a small project that passes `check` at once, and a workflow. Never overwrites; throws UsageFault in a project. */
export async function init({ dir }: InitRequest): Promise<InitOutcome> {
  const { root, folder } = await openRepository(dir)
  const home = join(root, folder)
  if (existsSync(join(home, 'llmops.yaml'))) throw new UsageFault('there is an llmops.yaml here already')
  const wanted = new Map([...starterFiles(projectName(home))].map(([path, text]) => [join(home, path), text]))
  wanted.set(join(root, workflowPath), workflow)
  const outcome = { written: [] as string[], kept: [] as string[] }
  for (const [file, text] of wanted) await place(file, text, root, outcome)
  return outcome
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
