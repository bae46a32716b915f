import { existsSync, readdirSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { diagnosticsText } from '../../src/report/diagnostics-text.ts'
import { loadProject } from '../../src/rules/load-project.ts'
import { directorySnapshot } from './directory-snapshot.ts'

const root = fileURLToPath(new URL('validate/', import.meta.url))

/** Each directory is a project, its name says what happens, and `expected.txt` is what its author reads. */
for (const name of readdirSync(root).sort()) {
  test(name.replaceAll('-', ' '), async () => {
    const { diagnostics, sources, project } = await loadProject(directorySnapshot(`${root}${name}`), '')
    const hasErrors = diagnostics.some(({ severity }) => severity === 'error')
    expect(project === undefined).toBe(hasErrors)
    await expectText(`${root}${name}/expected.txt`, diagnosticsText(diagnostics, sources))
  })
}

/** `UPDATE=1` rewrites what is expected; read it before you believe it. */
async function expectText(file: string, text: string): Promise<void> {
  if (process.env['UPDATE'] === '1') await writeFile(file, text)
  expect(existsSync(file), `${file} is missing: run with UPDATE=1`).toBe(true)
  expect(text).toBe(await readFile(file, 'utf8'))
}
