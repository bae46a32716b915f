import { existsSync, readdirSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { loadTree } from '../../src/commands/projects.ts'
import { diagnosticsText } from '../../src/report/diagnostics-text.ts'
import { directorySnapshot } from './directory-snapshot.ts'

const root = fileURLToPath(new URL('extends/', import.meta.url))

/**
 * Each directory holds a project in `ours/` and the repository that it extends in `theirs/`; where there is none, nobody that
 * is trusted names it. `expected.txt` is what the author of `ours` reads.
 */
for (const name of readdirSync(root).sort()) {
  test(name.replaceAll('-', ' '), async () => {
    const theirs = `${root}${name}/theirs`
    const tree = await loadTree(directorySnapshot(`${root}${name}/ours`), '', {
      openExtended: async () => (existsSync(theirs) ? directorySnapshot(theirs) : 'withheld'),
    })
    const hasErrors = tree.diagnostics.some(({ severity }) => severity === 'error')
    expect(tree.loaded.project === undefined).toBe(hasErrors)
    await expectText(`${root}${name}/expected.txt`, diagnosticsText(tree.diagnostics, tree.sources))
  })
}

/** `UPDATE=1` rewrites what is expected; read it before you believe it. */
async function expectText(file: string, text: string): Promise<void> {
  if (process.env['UPDATE'] === '1') await writeFile(file, text)
  expect(existsSync(file), `${file} is missing: run with UPDATE=1`).toBe(true)
  expect(text).toBe(await readFile(file, 'utf8'))
}
