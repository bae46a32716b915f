/**
 * Builds `dist/promptfoo/`, the vendored part: promptfoo with everything it needs, patched so that nothing leaks.
 *   node .ci/build-promptfoo.ts            writes it, and beside it the digest of what it was made from
 *   node .ci/build-promptfoo.ts --check    fails when that digest is another one now; builds nothing
 */
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import ncc from '@vercel/ncc'
import { transform } from 'esbuild'

const root = join(import.meta.dirname, '..')
const out = join(root, 'dist', 'promptfoo')
const inputsFile = join(out, 'inputs.json')

// --- what it is made from ---

interface LockEntry {
  readonly version?: string
  readonly integrity?: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
}
type Lock = Readonly<Record<string, LockEntry>>

/** Everything whose change may change the bundle: each package that promptfoo leads to, by its place and integrity. */
function inputs(): { readonly promptfoo: string; readonly digest: string } {
  const lock = (JSON.parse(read('package-lock.json')) as { packages: Lock }).packages
  const packages = [...reachable('node_modules/promptfoo', lock), 'node_modules/@vercel/ncc', 'node_modules/esbuild']
  const pinned = packages.sort().map((place) => `${place} ${lock[place]?.integrity}`)
  const files = ['.ci/build-promptfoo.ts', '.ci/promptfoo-entry.ts'].map(read)
  const digest = createHash('sha256')
    .update(JSON.stringify([pinned, files, leftOut()]))
    .digest('hex')
  return { promptfoo: lock['node_modules/promptfoo']?.version ?? '', digest: `sha256:${digest}` }
}

function reachable(place: string, lock: Lock, seen = new Set<string>()): readonly string[] {
  const entry = lock[place]
  if (entry === undefined || seen.has(place)) return []
  seen.add(place)
  const names = Object.keys({ ...entry.dependencies, ...entry.optionalDependencies, ...entry.peerDependencies })
  for (const name of names) reachable(placeOf(name, place, lock) ?? '', lock, seen)
  return [...seen]
}

/** Where Node finds a package from another one: in its own node_modules, or in one further up. */
function placeOf(name: string, from: string, lock: Lock): string | undefined {
  for (let folder = from; ; folder = folder.slice(0, folder.lastIndexOf('/node_modules/'))) {
    const place = `${folder}/node_modules/${name}`
    if (place in lock) return place
    if (!folder.includes('/node_modules/')) break
  }
  const top = `node_modules/${name}`
  return top in lock ? top : undefined
}

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8')
}

// --- what is left out of it ---

/** Imported in the place of a package that is left out: a bundle imports it at once, so it has to be there and harmless. */
const harmless = 'node:module'

/** Servers, terminals, databases, telemetry and loaders of the author's own code: nothing that an assertion or a provider needs. */
const unused = `
  tsx posthog-node pac-proxy-agent chokidar /^@inquirer\\// ora express /^socket\\.io/ compression cors opener simple-git
  @libsql/client /^@azure\\// mathjs
`
  .trim()
  .split(/\s+/)

/** `unused`, and what `package.json` does not even install. */
function leftOut(): Readonly<Record<string, string>> {
  const { overrides } = JSON.parse(read('package.json')) as { overrides: { promptfoo: Record<string, string> } }
  return Object.fromEntries([...unused, ...Object.keys(overrides.promptfoo)].map((name) => [name, harmless]))
}

// --- what is changed in it ---

interface Patch {
  readonly name: string
  readonly find: RegExp
  readonly replace: string
  /** How often it must apply: otherwise promptfoo has changed, and somebody has to look. */
  readonly times: number
}

const patches: readonly Patch[] = [
  {
    name: 'telemetry is not sent, not even that it is off',
    find: /record\(eventName, properties\) \{\s*this\.initialize\(\);/g,
    replace: 'record(eventName, properties) { return; this.initialize();',
    times: 1,
  },
  {
    name: '.env of the working directory is not read on import',
    find: /dotenv__WEBPACK_IMPORTED_MODULE_\d+__\.config\(\{ quiet: true \}\);/g,
    replace: '',
    times: 1,
  },
  {
    name: 'no workflow commands on stdout',
    find: /if \(process\.env\.GITHUB_ACTIONS\)/g,
    replace: 'if (false)',
    times: 3,
  },
  {
    name: 'a value is not taken for a file',
    find: /\b(?:renderedValue|v)\.startsWith\("file:\/\/"\)/g,
    replace: 'false',
    times: 4,
  },
  {
    name: 'a value is not taken for a package',
    find: /function isPackagePath\(path\) \{/g,
    replace: 'function isPackagePath(path) { return false;',
    times: 1,
  },
  {
    name: 'credentials are not searched for',
    find: /async function getDefaultProviders\(env\) \{/g,
    replace: 'async function getDefaultProviders(env) { return {};',
    times: 1,
  },
  {
    name: 'no settings of a user are read, or written where there are none',
    find: /function readGlobalConfig\(\) \{/g,
    replace: 'function readGlobalConfig() { return {};',
    times: 1,
  },
  {
    name: "a provider's settings are not taken for a file",
    find: /function maybeLoadFromExternalFile\(filePath, context\) \{/g,
    replace: 'function maybeLoadFromExternalFile(filePath, context) { return filePath;',
    times: 1,
  },
  {
    name: 'requests to Bedrock go the way of all others (src/adapters/promptfoo/closed-network.ts)',
    find: /async function createBedrockRequestHandler\(options\) \{/g,
    replace: 'async function createBedrockRequestHandler(options) { return globalThis.llmopsHttpHandler;',
    times: 1,
  },
]

function patched(sources: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const texts = new Map(sources)
  for (const { name, find, replace, times } of patches) {
    let applied = 0
    for (const [file, text] of texts) {
      texts.set(
        file,
        text.replace(find, () => {
          applied += 1
          return replace
        }),
      )
    }
    if (applied !== times) throw new Error(`the patch '${name}' applied ${applied} times, not ${times}`)
  }
  return texts
}

// --- building ---

type Bundle = ReadonlyMap<string, string | Uint8Array>

async function bundle(): Promise<Bundle> {
  const entry = join(root, 'build', 'promptfoo-entry.js')
  mkdirSync(dirname(entry), { recursive: true })
  writeFileSync(entry, read('.ci/promptfoo-entry.ts'))
  const options = { cache: false, quiet: true, license: 'licenses.txt', externals: leftOut() }
  const { code, assets } = await ncc(entry, options)
  const files = new Map<string, string | Uint8Array>([['index.js', code]])
  for (const [name, { source }] of Object.entries(assets)) files.set(name, source)
  return files
}

async function minified(code: string): Promise<string> {
  const options = { minify: true, target: 'node24', format: 'esm', legalComments: 'none', charset: 'utf8' } as const
  return (await transform(code, options)).code
}

async function build(): Promise<Bundle> {
  const files = await bundle()
  const scripts = new Map(
    [...files].filter(([name]) => name.endsWith('.js')).map(([name, code]) => [name, String(code)]),
  )
  const small = [...patched(scripts)].map(async ([name, code]) => [name, await minified(code)] as const)
  return new Map([...files, ...(await Promise.all(small))])
}

function write(files: Bundle): number {
  rmSync(out, { recursive: true, force: true })
  for (const [name, content] of files) {
    mkdirSync(dirname(join(out, name)), { recursive: true })
    writeFileSync(join(out, name), content)
  }
  return [...files.values()].reduce((sum, content) => sum + content.length, 0)
}

function committedInputs(): string | undefined {
  try {
    return readFileSync(inputsFile, 'utf8')
  } catch {
    return undefined
  }
}

const current = `${JSON.stringify(inputs(), null, 2)}\n`
if (process.argv.includes('--check')) {
  if (committedInputs() !== current) {
    console.error('dist/promptfoo/ was made from something else. Run: node .ci/build-promptfoo.ts')
    process.exit(1)
  }
} else {
  const bytes = write(new Map([...(await build()), ['inputs.json', current]]))
  console.log(`dist/promptfoo/: ${(bytes / 1e6).toFixed(2)} MB`)
}
