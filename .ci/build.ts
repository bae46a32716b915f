/**
 * Builds `dist/` from `src/`: tsc to JavaScript, ncc to bundles, esbuild to make them small. The two shells are one bundle
 * in pieces (`*.program.js`), so that they share what they have in common and load what they need when they need it;
 * `cli.js`, `index.js` and `post.js` only start their part of it.
 *   node .ci/build.ts            writes dist/
 *   node .ci/build.ts --check    builds elsewhere and fails when dist/ is not equal to it, byte for byte
 * `dist/promptfoo/` is not of this kind: `.ci/build-promptfoo.ts` builds it, and --check asks whether it should.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, sep } from 'node:path'
import ncc from '@vercel/ncc'
import { transform } from 'esbuild'
import { licencesText, packagesOf } from './licenses.ts'

const root = join(import.meta.dirname, '..')
const dist = join(root, 'dist')
const check = process.argv.includes('--check')

/** File in dist/ -> the entry of src/ that it starts. */
const entries = { 'cli.js': 'cli', 'index.js': 'action', 'post.js': 'action-post' } as const

/** File name in dist/ -> content. */
type Bundle = Map<string, string | Uint8Array>

function compile(): string {
  const out = join(root, 'build')
  rmSync(out, { recursive: true, force: true })
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  execFileSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.build.json')], { stdio: 'inherit' })
  return out
}

async function bundle(
  name: string,
  entry: string,
): Promise<{ readonly files: Bundle; readonly packages: readonly string[] }> {
  const { code, assets, stats } = await ncc(entry, { cache: false, quiet: true, filename: name, target: 'es2024' })
  const files: Bundle = new Map([[name, await minified(code)]])
  for (const [asset, { source }] of Object.entries(assets)) {
    if (source.length > 0) files.set(asset, /\.m?js$/.test(asset) ? await minified(source.toString()) : source)
  }
  const { modules = [] } = stats.toJson({ all: false, modules: true, nestedModules: true, modulesSpace: Infinity })
  return { files, packages: packagesOf(modules) }
}

async function bundleAll(compiled: string): Promise<Bundle> {
  const bundles = await Promise.all([
    bundle('program.js', writeProgram(compiled)),
    bundle('promptfoo-worker.js', join(compiled, 'src', 'adapters', 'promptfoo', 'worker.js')),
  ])
  const files: Bundle = new Map([...bundles.flatMap(({ files }) => [...files]), ...starters()])
  return files.set('licenses.txt', licencesText(new Set(bundles.flatMap(({ packages }) => packages))))
}

/** What all entries are bundled from: each is imported when it is started. */
function writeProgram(compiled: string): string {
  const file = join(compiled, 'src', 'program.js')
  const imports = Object.values(entries).map((entry) => `  '${entry}': () => import('./${entry}.js'),\n`)
  writeFileSync(file, `export const start = {\n${imports.join('')}}\n`)
  return file
}

function starters(): Bundle {
  const hashbang = (entry: string): string => (entry === 'cli' ? '#!/usr/bin/env node\n' : '')
  const start = (entry: string): string => `import { start } from './program.js'\nawait start['${entry}']()\n`
  return new Map(Object.entries(entries).map(([file, entry]) => [file, `${hashbang(entry)}${start(entry)}`]))
}

async function minified(code: string): Promise<string> {
  const options = { minify: true, target: 'node24', format: 'esm', legalComments: 'none', charset: 'utf8' } as const
  return (await transform(code, options)).code
}

function write(files: Bundle, folder: string): void {
  for (const name of contents(folder).keys()) rmSync(join(folder, name))
  for (const [name, content] of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
}

/** Of our part. */
function contents(folder: string): ReadonlyMap<string, string> {
  mkdirSync(folder, { recursive: true })
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return new Map(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !path.startsWith(join(folder, 'promptfoo', sep)))
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, 'latin1')]),
  )
}

function differences(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): readonly string[] {
  return [...new Set([...a.keys(), ...b.keys()])].filter((name) => a.get(name) !== b.get(name)).sort()
}

const files = await bundleAll(compile())
if (check) {
  const fresh = mkdtempSync(join(tmpdir(), 'llmops-dist-'))
  write(files, fresh)
  const stale = differences(contents(dist), contents(fresh))
  rmSync(fresh, { recursive: true })
  if (stale.length > 0) {
    console.error(`dist/ is not what src/ builds: ${stale.join(', ')}. Run: npm run build`)
    process.exit(1)
  }
  execFileSync(process.execPath, [join(root, '.ci', 'build-promptfoo.ts'), '--check'], { stdio: 'inherit' })
  console.log('dist/ is what src/ builds')
} else {
  write(files, dist)
  const bytes = [...contents(dist).values()].reduce((sum, content) => sum + content.length, 0)
  console.log(`dist/: ${files.size} files, ${(bytes / 1e6).toFixed(2)} MB`)
}
