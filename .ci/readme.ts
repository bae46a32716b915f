/**
 * Fills in the generated blocks of README.md from the real thing: the commands are run, not described.
 *   node .ci/readme.ts            writes README.md
 *   node .ci/readme.ts --check    exits 1 when it is stale
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'yaml'
import { commands } from '../src/cli/commands.ts'
import { overview } from '../src/cli/help.ts'
import { starterFiles } from '../src/commands/starter-files.ts'

const root = join(import.meta.dirname, '..')
const file = join(root, 'README.md')

/** What runs in a repository. Both throw where there is no result: an empty block would be taken for one. */
interface Tools {
  readonly git: (...args: readonly string[]) => void
  /** Gives what it prints; a gate may fail. */
  readonly llmops: (...args: readonly string[]) => string
}

/** Runs steps in a new repository and gives what they return. */
function inRepository<T>(steps: (tools: Tools, dir: string) => T): T {
  const dir = mkdtempSync(join(tmpdir(), 'llmops-readme-'))
  const date = '2026-01-05T09:00:00Z'
  const who = {
    GIT_AUTHOR_NAME: 'a',
    GIT_AUTHOR_EMAIL: 'a@example.com',
    GIT_COMMITTER_NAME: 'a',
    GIT_COMMITTER_EMAIL: 'a@example.com',
  }
  const env = {
    PATH: process.env['PATH'],
    HOME: dir,
    GIT_CONFIG_NOSYSTEM: '1',
    SOURCE_DATE_EPOCH: String(Date.parse(date) / 1000),
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_DATE: date,
    ...who,
  }
  const git = (...args: readonly string[]): void => {
    execFileSync('git', args, { cwd: dir, env })
  }
  const llmops = (...args: readonly string[]): string => {
    const main = join(root, 'src', 'cli.ts')
    const { status, stdout, stderr, error } = spawnSync(process.execPath, [main, ...args], {
      cwd: dir,
      env,
      encoding: 'utf8',
    })
    if (error !== undefined) throw error
    if (status === null || status > 2) throw new Error(`llmops ${args.join(' ')} ended with ${status}:\n${stderr}`)
    return stdout
  }
  try {
    git('init', '--quiet', '--initial-branch=main')
    return steps({ git, llmops }, dir)
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

/** The comment on the example's worst branch, as far as a reader of the README wants to read. */
function comment(): string {
  const text = inRepository(({ git, llmops }, dir) => {
    const example = join(root, 'examples', 'support-triage')
    cpSync(join(example, 'llmops.yaml'), join(dir, 'llmops.yaml'))
    cpSync(join(example, 'llmops'), join(dir, 'llmops'), { recursive: true })
    git('add', '.')
    git('commit', '--quiet', '-m', 'Triage tickets')
    git('checkout', '--quiet', '-b', 'worse')
    cpSync(join(example, 'branches', 'worse'), dir, { recursive: true })
    git('add', '.')
    git('commit', '--quiet', '-m', 'Delete a line')
    return llmops('check', '--head', 'worse', '--format', 'markdown', '--quiet')
  })
  const lines = text.split('\n').slice(1)
  const end = lines.findIndex((line) => line.startsWith('<details>'))
  return lines
    .slice(0, end)
    .concat('… the broken cases with their output diffs, and every slice, follow.')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n')
}

function starter(): string {
  return fenced('yaml', starterFiles('support').get('llmops.yaml') ?? '')
}

function typo(): string {
  const text = inRepository(({ llmops }, dir) => {
    const project = starterFiles('support').get('llmops.yaml') ?? ''
    writeFileSync(join(dir, 'llmops.yaml'), project.replace('{{question}}', '{{qestion}}'))
    return llmops('validate')
  })
  return fenced('', text.slice(0, text.indexOf('\n\n')))
}

/** The kinds with the first sentence of their descriptions. */
function kinds(): string {
  const rows = readdirSync(join(root, 'schema')).flatMap((name) => {
    const schema = JSON.parse(readFileSync(join(root, 'schema', name), 'utf8')) as {
      title: string
      description?: string
      properties?: { kind?: { const?: string } }
    }
    return schema.properties?.kind?.const === schema.title
      ? [`| [\`${schema.title}\`](schema/${name}) | ${schema.description ?? ''} |`]
      : []
  })
  return ['| kind | describes |', '|---|---|', ...rows].join('\n')
}

/** The table of folders, which CONTRIBUTING.md keeps. */
function architecture(): string {
  const text = readFileSync(join(root, '.github', 'CONTRIBUTING.md'), 'utf8')
  return text
    .split('\n')
    .filter((line) => line.startsWith('| ') || line.startsWith('|---'))
    .join('\n')
}

/** How to add a kind, a rule and an assertion, which CONTRIBUTING.md keeps. */
function howto(): string {
  const text = readFileSync(join(root, '.github', 'CONTRIBUTING.md'), 'utf8')
  const sections = text.split(/^## /m).filter((section) => /^How to add an? (kind|rule|assertion)/.test(section))
  return sections.map((section) => `### ${section.trimEnd()}`).join('\n\n')
}

/** What a user copies first. */
function workflow(): string {
  return fenced('yaml', readFileSync(join(root, 'examples', 'workflows', 'pull-request.yml'), 'utf8'))
}

interface Manifest {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>
  readonly outputs: Readonly<Record<string, { readonly description: string }>>
}

function manifest(): Manifest {
  return parse(readFileSync(join(root, 'action.yml'), 'utf8')) as Manifest
}

function inputs(): string {
  const rows = Object.entries(manifest().inputs).map(
    ([name, input]) =>
      `| \`${name}\` | ${input.default === undefined ? '' : `\`${input.default}\``} | ${input.description} |`,
  )
  return ['| input | default | |', '|---|---|---|', ...rows].join('\n')
}

function outputs(): string {
  const rows = Object.entries(manifest().outputs).map(([name, { description }]) => `| \`${name}\` | ${description} |`)
  return ['| output | |', '|---|---|', ...rows].join('\n')
}

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``
}

const blocks: Readonly<Record<string, () => string>> = {
  comment,
  starter,
  typo,
  kinds,
  architecture,
  howto,
  workflow,
  inputs,
  outputs,
  commands: () => fenced('', overview(commands)),
}

const before = readFileSync(file, 'utf8')
const after = before.replace(/<!-- generated: (\w+) -->\n[^]*?<!-- end -->/g, (_, name: string) => {
  const block = blocks[name]
  if (block === undefined) throw new Error(`README.md asks for an unknown block: ${name}`)
  return `<!-- generated: ${name} -->\n${block()}\n<!-- end -->`
})
if (!process.argv.includes('--check')) writeFileSync(file, after)
else if (after !== before) {
  console.error('README.md is stale. Run: npm run generate')
  process.exit(1)
}
