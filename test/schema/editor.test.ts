import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { kindNames } from '../../src/resources/kind-names.ts'
import { type LanguageServer, startLanguageServer } from './language-server.ts'

interface Schema {
  readonly $ref?: string
  readonly description?: string
  readonly examples?: readonly unknown[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly properties?: { readonly [name: string]: Schema }
  readonly items?: Schema
  readonly additionalProperties?: Schema | boolean
  readonly $defs?: { readonly [name: string]: Schema }
}

const file = new URL('../../schema/llmops.schema.json', import.meta.url)
const joined = JSON.parse(await readFile(file, 'utf8')) as Schema
const kinds = kindNames.map((kind) => [kind, resolved({ $ref: `#/$defs/${kind}` })] as const)

let editor: LanguageServer
beforeAll(async () => {
  editor = await startLanguageServer(file.href)
})
afterAll(() => editor[Symbol.asyncDispose]())

/** A schema with what its reference says, under its own words. */
function resolved({ $ref, ...own }: Schema): Schema {
  const target = $ref === undefined ? undefined : joined.$defs?.[$ref.replace('#/$defs/', '')]
  return target === undefined ? own : { ...resolved(target), ...own }
}

interface Key {
  /** What leads to it: fields, `*` for any name of the author's, `-` for an item of a list. */
  readonly path: readonly string[]
  readonly schema: Schema
}

/** Every key that a resource may have, however deep. */
function keysOf(schema: Schema, path: readonly string[] = []): readonly Key[] {
  const { properties = {}, items, additionalProperties } = schema
  const own = Object.entries(properties).flatMap(([name, one]): readonly Key[] => {
    const said = path.length === 0 && name === 'kind' ? joined.properties?.['kind'] : undefined
    const inner = { ...resolved(one), ...said }
    return [{ path: [...path, name], schema: inner }, ...keysOf(inner, [...path, name])]
  })
  const ofItems = items === undefined ? [] : keysOf(resolved(items), [...path, '-'])
  const others = typeof additionalProperties === 'object' ? keysOf(resolved(additionalProperties), [...path, '*']) : []
  return [...own, ...ofItems, ...others]
}

/** A document of a kind that ends with a key, and where that key is. */
function documentWith(kind: string, { path, schema }: Key) {
  const lines = path.length === 1 && path[0] === 'kind' ? [] : [`kind: ${kind}`]
  let indent = ''
  let lead = ''
  for (const [index, part] of path.entries()) {
    if (part === '-') {
      lead = `${indent}- `
      indent += '  '
      continue
    }
    const value = index === path.length - 1 ? ` ${JSON.stringify(exampleOf(schema, kind))}` : ''
    lines.push(`${lead || indent}${part === '*' ? 'some' : part}:${value}`)
    lead = ''
    indent += '  '
  }
  const line = lines.length - 1
  return { lines, at: { line, character: (lines[line] ?? '').lastIndexOf(`${path.at(-1)}:`) + 1 } }
}

function exampleOf({ examples, enum: values, const: only }: Schema, kind: string): unknown {
  return only ?? examples?.[0] ?? values?.[0] ?? kind
}

describe.each(kinds)('in an editor, of a %s', (kind, schema) => {
  test('every key is completed that is not there yet, and no other', async () => {
    const document = await editor.open(`kind: ${kind}\nname: a\n\n`)
    const labels = await document.complete({ line: 2, character: 0 })
    const wanted = Object.keys(schema.properties ?? {}).filter((key) => key !== 'kind' && key !== 'name')
    expect(labels.filter((label) => !isSnippet(label, kind)).toSorted()).toEqual(wanted.toSorted())
  })

  test('every key is explained, with an example', async () => {
    const keys = keysOf(schema)
    const documents = keys.map((key) => documentWith(kind, key))
    const text = documents.map(({ lines }) => `${lines.join('\n')}\n`).join('---\n')
    const document = await editor.open(text)
    let start = 0
    for (const [index, { lines, at }] of documents.entries()) {
      const { path, schema: one } = keys[index] as Key
      const shown = plain(await document.hover({ line: start + at.line, character: at.character }))
      expect(shown, path.join('.')).toContain(plain(one.description ?? 'a description'))
      start += lines.length + 1
    }
  })
})

/** What inserts a whole object is called by its title. */
function isSnippet(label: string, kind: string): boolean {
  return label === kind || label === 'LLMOps resource'
}

/** Without what Markdown needs to show a text as it is. */
function plain(text: string): string {
  return text.replaceAll('\\', '').replaceAll('&nbsp;', ' ').replace(/\s+/g, ' ')
}

describe('an editor', () => {
  test('completes the kind in each of several documents, and the keys of each by its own kind', async () => {
    const document = await editor.open(
      'kind: Project\nname: a\n\n---\nkind: Chain\nname: b\nsteps:\n  - id: c\n    \n---\nk\n---\nkind: \n',
    )
    expect(await document.complete({ line: 2, character: 0 })).toContain('providers')
    expect(await document.complete({ line: 8, character: 4 })).toEqual(
      expect.arrayContaining(['prompt', 'retrieve', 'text', 'json', 'with', 'query', 'top', 'at']),
    )
    expect(await document.complete({ line: 10, character: 1 })).toContain('kind')
    expect(await document.complete({ line: 12, character: 6 })).toEqual(kindNames)
  })

  test.each<[string, string, string[]]>([
    ['a misspelt key', 'kind: Prompt\nname: a\nmodel: x\nusr: x\nsystem: y\n', ['Property usr is not allowed.']],
    [
      'a value out of range',
      'kind: Model\nname: a\nid: openai/x\ncontextWindow: 0\n',
      ['Value is below the minimum of 1.'],
    ],
    ['a pattern', 'kind: Model\nname: a\nid: gpt\n', ['provider/id, such as openai/gpt-5-mini']],
    ['what is missing', 'kind: KnowledgeBase\nname: a\n', ['Missing property "files".']],
    [
      'a misspelt key far down',
      'kind: Chain\nname: a\nsteps:\n  - {id: a, prompt: b, whit: {}}\n',
      ['Property whit is not allowed.'],
    ],
    ['an empty document', '---\n', ['Incorrect type. Expected "LLMOps resource".']],
    ['nothing wrong', 'kind: Chain\nname: a\nsteps:\n  - {id: a, retrieve: b, query: "{{q}}"}\n', []],
  ])('speaks of %s once, and of nothing else', async (_, text, problems) => {
    expect(await (await editor.open(text)).problems()).toEqual(problems)
  })

  test('takes the schema from an address that a file names', async () => {
    const served = createServer((_, response) => response.end(JSON.stringify(joined)))
    await new Promise<void>((resolve) => served.listen(0, '127.0.0.1', resolve))
    try {
      const address = `http://127.0.0.1:${(served.address() as AddressInfo).port}/schema/llmops.schema.json`
      await using other = await startLanguageServer('file:///nowhere.json')
      const document = await other.open(`# yaml-language-server: $schema=${address}\nkind: Application\nname: a\n\n`)
      expect(await document.complete({ line: 3, character: 0 })).toEqual(
        expect.arrayContaining(['url', 'request', 'at']),
      )
    } finally {
      served.close()
    }
  })
})
