import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { loadTree, type Tree } from '../../src/commands/projects.ts'
import { definitions, isJudged } from '../../src/diagnostic/definitions.ts'
import { diagnosticsText } from '../../src/report/diagnostics-text.ts'
import { directorySnapshot } from './directory-snapshot.ts'
import { generated } from './generated.ts'

const root = fileURLToPath(new URL('validate/', import.meta.url))
const names = [...new Set([...readdirSync(root), ...Object.keys(generated)])].sort()
const codes = Object.keys(definitions)

/** Each directory is a project, its name says what happens, and `expected.txt` is what its author reads. */
for (const name of names) {
  test(name.replaceAll('-', ' '), async () => {
    const tree = await loadTree(generated[name]?.() ?? directorySnapshot(`${root}${name}`), '', { today: dayOf(name) })
    const hasErrors = tree.loaded.diagnostics.some(({ severity }) => severity === 'error')
    expect(tree.loaded.project === undefined).toBe(hasErrors)
    for (const { severity, problem } of tree.diagnostics)
      expect(severity === 'error' || isJudged(problem.code)).toBe(true)
    await expectText(`${root}${name}`, textOf(tree))
  })
}

/** A directory whose result depends on the day says which, in `today.txt`. */
function dayOf(name: string): string | undefined {
  const file = `${root}${name}/today.txt`
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined
}

/** Those of `validate` and of every other command that reports problems. */
const expected = globSync(fileURLToPath(new URL('*/*/expected.txt', import.meta.url))).map((file) =>
  readFileSync(file, 'utf8'),
)

test.each(codes)('%s has a directory that shows it', (code) => {
  expect(expected.some((text) => text.includes(`[${code}]: `))).toBe(true)
})

/** What is silenced stands below what is not, with the reason. */
function textOf({ diagnostics, sources, loaded }: Tree): string {
  const ignored = loaded.silenced.map(({ diagnostic: { problem, place }, reason }) => {
    const { line, column } = sources.locate(place)
    return `ignored[${problem.code}]: ${place.file}:${line}:${column}: ${reason}\n`
  })
  return [diagnosticsText(diagnostics, sources), ignored.join('')].filter((text) => text !== '').join('\n')
}

/** `UPDATE=1` rewrites what is expected; read it before you believe it. */
async function expectText(folder: string, text: string): Promise<void> {
  const file = `${folder}/expected.txt`
  if (process.env['UPDATE'] === '1') {
    await mkdir(folder, { recursive: true })
    await writeFile(file, text)
  }
  expect(existsSync(file), `${file} is missing: run with UPDATE=1`).toBe(true)
  expect(text).toBe(await readFile(file, 'utf8'))
}
