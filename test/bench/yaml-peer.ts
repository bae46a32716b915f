/** `node yaml-peer.ts FOLDER [--ajv]`: parses the YAML of a project with `yaml`, and validates it with ajv if asked. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseAllDocuments } from 'yaml'

const [folder = '.', flag] = process.argv.slice(2)
const isValid = flag === '--ajv' ? await validator() : undefined
let documents = 0
for (const file of globSync(['llmops.yaml', 'llmops/**/*.yaml'], { cwd: folder })) {
  for (const document of parseAllDocuments(readFileSync(join(folder, file), 'utf8'))) {
    const value: unknown = document.toJS()
    if (isValid?.(value) === false) throw new Error(`${file} is invalid`)
    documents++
  }
}
console.log(documents)

async function validator(): Promise<(value: unknown) => boolean> {
  const { Ajv2020 } = await import('ajv/dist/2020.js')
  const schema = JSON.parse(readFileSync(new URL('../../schema/llmops.schema.json', import.meta.url), 'utf8')) as object
  return new Ajv2020({ strict: false, allErrors: true, validateFormats: false }).compile(schema)
}
