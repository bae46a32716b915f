import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { checkActionManifest } from './action-manifest.ts'

/** What the runner needs of an `action.yml`. */
export interface Manifest {
  /** Paths from the action's folder. */
  readonly main: string
  readonly post: string | undefined
  /** Every declared input and its default, empty where it has none. */
  readonly inputs: Readonly<Record<string, string>>
}

/** @throws Error where the runner would refuse the file */
export async function readManifest(actionDirectory: string): Promise<Manifest> {
  const text = await readFile(join(actionDirectory, 'action.yml'), 'utf8')
  const problems = checkActionManifest(text)
  if (problems.length > 0) throw new Error(`action.yml is refused by the runner:\n${problems.join('\n')}`)
  const { runs, inputs } = parse(text) as ParsedManifest
  const defaults = Object.entries(inputs ?? {}).map(([name, input]) => [name, `${input?.default ?? ''}`])
  return { main: runs.main, post: runs.post, inputs: Object.fromEntries(defaults) }
}

interface ParsedManifest {
  readonly runs: { readonly main: string; readonly post?: string }
  readonly inputs?: Readonly<Record<string, { readonly default?: string | number | boolean | null } | null>>
}

/**
 * A default with its expressions evaluated. Only `${{ github.name }}` is known here.
 * @throws Error for any other expression
 */
export function evaluateDefault(text: string, github: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$\{\{(.*?)\}\}/gs, (whole, expression: string) => {
    const name = /^\s*github\.(\w+)\s*$/.exec(expression)?.[1]
    const value = name === undefined ? undefined : github[name]
    if (value === undefined) throw new Error(`the rig cannot evaluate ${whole}`)
    return value
  })
}

/** The variable of an input: upper case, and only spaces replaced. */
export function inputVariable(name: string): string {
  return `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`
}
