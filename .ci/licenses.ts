import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** What a bundler says of a module: its file, and the modules that it was joined from. */
export interface BundledModule {
  readonly nameForCondition?: string | null
  readonly modules?: readonly BundledModule[]
}

/** The packages that modules come from: folders below `node_modules`. */
export function packagesOf(modules: readonly BundledModule[]): readonly string[] {
  const files = modules.flatMap((module) => [module.nameForCondition ?? '', ...packagesOf(module.modules ?? [])])
  return [...new Set(files.flatMap((file) => (file.includes('node_modules') ? packageOf(file) : [])))]
}

function packageOf(file: string): readonly string[] {
  let folder = file
  while (folder !== dirname(folder)) {
    if (existsSync(join(folder, 'package.json')) && isWhole(folder)) return [folder]
    folder = dirname(folder)
  }
  throw new Error(`${file} belongs to no package`)
}

/** Some packages hold a `package.json` in a folder, only to say which sort of modules are in it; some of these have a name. */
function isWhole(folder: string): boolean {
  const { name, version } = manifestOf(folder)
  return name !== undefined && version !== undefined
}

interface Manifest {
  readonly name?: string
  readonly version?: string
  readonly license?: string
  readonly author?: string | { readonly name?: string }
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
}

/** The licences of packages, each with its text, in the order of their names. */
export function licencesText(packages: Iterable<string>): string {
  const entries = new Map([...packages].map((folder) => [manifestOf(folder).name ?? '', licenceOf(folder)] as const))
  return [...entries]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, text]) => `${name}\n${text}`)
    .join('\n\n')
}

function licenceOf(folder: string): string {
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)(\.(md|txt))?$/i.test(name))
  const { license, author } = manifestOf(folder)
  if (license === undefined) throw new Error(`${folder} does not say under which licence it is`)
  const text = file === undefined ? `by ${nameOf(author)}` : readFileSync(join(folder, file), 'utf8').trimEnd()
  return `${license}\n${text}\n`
}

/** Who is to be named where a package leaves out the text of its licence. */
function nameOf(author: Manifest['author']): string {
  return (typeof author === 'string' ? author : author?.name) ?? 'its authors'
}
