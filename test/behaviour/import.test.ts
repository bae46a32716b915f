import { existsSync, readdirSync } from 'node:fs'
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { importFiles } from '../../src/commands/import.ts'
import { loadTree } from '../../src/commands/projects.ts'
import { definitions } from '../../src/diagnostic/definitions.ts'
import { diagnosticsText } from '../../src/report/diagnostics-text.ts'
import { makeRepository } from '../rig/git.ts'
import { directorySnapshot } from './directory-snapshot.ts'

const root = fileURLToPath(new URL('import/', import.meta.url))
const names = readdirSync(root).sort()
const importable = /(?:\.prompt\.yml|\.prompty|\.prompt|promptfooconfig\.(?:yaml|json)|^notes\.(?:yaml|txt))$/

/**
 * Each directory holds files of other formats in `input/`, and its name says what becomes of them. `output/` is what
 * stands in the repository afterwards beside them, `expected.txt` what could not be kept.
 */
for (const name of names) {
  test(name.replaceAll('-', ' '), async () => {
    await using repository = await makeRepository({ files: { 'README.md': '' } })
    const dir = join(repository.dir, 'shop')
    await cp(join(root, name, 'input'), dir, { recursive: true })
    const before = new Map(await filesBelow(join(root, name, 'input')))
    const files = [...before.keys()].filter((path) => importable.test(path) && !path.startsWith('llmops/')).sort()
    const { report, sources } = await importFiles({ dir, files, into: undefined })
    const after = await filesBelow(dir)
    const made = new Map(after.filter(([path, text]) => before.get(path) !== text))
    await expectFiles(join(root, name, 'output'), made)
    await expectText(join(root, name, 'expected.txt'), diagnosticsText(report.diagnostics, sources))
    expect(report.exitCode === 0).toBe(report.diagnostics.every(({ severity }) => severity !== 'error'))
    if (report.exitCode === 0) await expectStable(dir, files, made)
  })
}

const codes = Object.keys(definitions).filter((code) => code.startsWith('import-'))

test.each(codes)('%s has a directory that shows it', async (code) => {
  const expected = await Promise.all(names.map((name) => readFile(join(root, name, 'expected.txt'), 'utf8')))
  expect(expected.some((text) => text.includes(`[${code}]: `))).toBe(true)
})

/** What was written is valid, and a second import keeps it as it is. */
async function expectStable(dir: string, files: readonly string[], made: ReadonlyMap<string, string>): Promise<void> {
  const { diagnostics } = await loadTree(directorySnapshot(join(dir, '..')), 'shop')
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
  const again = await importFiles({ dir, files, into: undefined })
  expect(again.report.files.filter(({ action }) => action !== 'kept')).toEqual([])
  expect(new Map((await filesBelow(dir)).filter(([path]) => made.has(path)))).toEqual(made)
}

async function filesBelow(folder: string): Promise<readonly (readonly [string, string])[]> {
  if (!existsSync(folder)) return []
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const below = files.filter((file) => !file.includes('/.git/')).sort()
  return Promise.all(
    below.map(async (file) => [file.slice(folder.length).replace(/^\//, ''), await readFile(file, 'utf8')] as const),
  )
}

/** `UPDATE=1` rewrites what is expected; read it before you believe it. */
async function expectText(file: string, text: string): Promise<void> {
  if (process.env['UPDATE'] === '1') await writeFile(file, text)
  expect(text).toBe(await readFile(file, 'utf8'))
}

async function expectFiles(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  if (process.env['UPDATE'] === '1') {
    await rm(folder, { recursive: true, force: true })
    for (const [path, text] of files) {
      await mkdir(join(folder, path, '..'), { recursive: true })
      await writeFile(join(folder, path), text)
    }
  }
  expect(files).toEqual(new Map(await filesBelow(folder)))
}
