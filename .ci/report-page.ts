/** Bundles script and style of the HTML report into a module, with the hashes by which its policy allows them. */
import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const folder = fileURLToPath(new URL('../src/report/html/browser/', import.meta.url))

/** The text of `src/report/html/page.gen.ts`; the same on every machine. */
export async function reportPage(): Promise<string> {
  const [script, style] = await Promise.all([bundled('main.ts'), bundled('style.css')])
  if (/<\/script|<!--/i.test(script)) throw new Error('the script of the report would end its own element')
  if (/<\/style/i.test(style)) throw new Error('the style of the report would end its own element')
  return [
    '// Made by .ci/generate.ts from src/report/html/browser/, with uPlot and diff in it. Do not edit.',
    `export const script = ${JSON.stringify(script)}`,
    `export const scriptHash = '${hashOf(script)}'`,
    `export const style = ${JSON.stringify(style)}`,
    `export const styleHash = '${hashOf(style)}'\n`,
  ].join('\n')
}

async function bundled(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [`${folder}${entry}`],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: ['es2023', 'chrome123', 'firefox128', 'safari17.5'],
    legalComments: 'inline',
    charset: 'utf8',
    logLevel: 'silent',
  })
  const [output] = outputFiles
  if (output === undefined) throw new Error(`esbuild made nothing of ${entry}`)
  return output.text.trim()
}

/** As Content-Security-Policy writes it. */
function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}
