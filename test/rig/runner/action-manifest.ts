import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLMap } from 'yaml'

/** What a value may be. Expressions are allowed in a string only where the contexts that they may use are named. */
type Shape =
  | { readonly type: 'any' }
  | { readonly type: 'string'; readonly contexts?: readonly string[]; readonly nonEmpty?: true }
  | { readonly type: 'map'; readonly properties: Readonly<Record<string, Shape>>; readonly others?: Shape }

const string: Shape = { type: 'string' }
const nonEmpty: Shape = { type: 'string', nonEmpty: true }
const inputDefault: Shape = { type: 'string', contexts: ['github', 'strategy', 'matrix', 'job', 'runner'] }
const output: Shape = { type: 'map', properties: { description: string, value: string } }
const input: Shape = { type: 'map', properties: { default: inputDefault }, others: { type: 'any' } }

const nodeRuns: Shape = {
  type: 'map',
  properties: {
    using: nonEmpty,
    main: nonEmpty,
    pre: nonEmpty,
    'pre-if': nonEmpty,
    post: nonEmpty,
    'post-if': nonEmpty,
  },
}

/** The runner's schema of an action that runs on Node; container, composite and plugin actions are another matter. */
const action: Shape = {
  type: 'map',
  properties: {
    name: string,
    description: string,
    inputs: { type: 'map', properties: {}, others: input },
    outputs: { type: 'map', properties: {}, others: output },
    runs: nodeRuns,
  },
  others: { type: 'any' },
}

const usable = ['node20', 'node24']

/**
 * What the runner would refuse in the `action.yml` of a Node action, one sentence each with line and column; empty where
 * it is sound. Not what the Marketplace wants (branding, unique name).
 */
export function checkActionManifest(text: string): readonly string[] {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' })
  if (document.errors.length > 0) return document.errors.map((error) => `${at(lines, error.pos[0])}: ${error.message}`)
  const problems: string[] = []
  const root = document.contents
  checkShape(root, action, '', (node, problem) => problems.push(`${at(lines, node?.range?.[0] ?? 0)}: ${problem}`))
  return [...problems, ...(isMap(root) ? missingIn(root) : [])]
}

type Report = (node: Node | null, problem: string) => void

function checkShape(node: Node | null, shape: Shape, path: string, report: Report): void {
  const name = path === '' ? 'the file' : path
  if (isAlias(node)) report(node, `${name}: anchors and aliases are not supported`)
  else if (shape.type === 'map') checkMap(node, shape, path, report)
  else if (shape.type === 'string') checkString(node, shape, name, report)
}

function checkMap(node: Node | null, shape: Shape & { type: 'map' }, path: string, report: Report): void {
  if (!isMap(node)) return report(node, `${path === '' ? 'the file' : path}: a mapping was expected`)
  const seen = new Set<string>()
  for (const { key, value } of node.items) {
    if (!isScalar(key) || String(key.value) === '') {
      report(key as Node, `${path}: a key is a text that is not empty`)
      continue
    }
    const name = String(key.value)
    if (seen.has(name.toLowerCase())) report(key, `'${name}' is already defined`)
    seen.add(name.toLowerCase())
    const inner = Object.hasOwn(shape.properties, name) ? shape.properties[name] : shape.others
    if (inner === undefined) report(key, `unexpected value '${name}'${path === '' ? '' : ` in ${path}`}`)
    else checkShape(value as Node | null, inner, path === '' ? name : `${path}.${name}`, report)
  }
}

/** Numbers and booleans are read as text; null is the empty text. */
function checkString(node: Node | null, shape: Shape & { type: 'string' }, name: string, report: Report): void {
  if (isMap(node) || isSeq(node)) return report(node, `${name}: a text was expected`)
  const text = textOf(node)
  if (shape.nonEmpty === true && text === '') report(node, `${name}: it must not be empty`)
  for (const [, expression = ''] of text.matchAll(/\$\{\{(.*?)\}\}/gs)) {
    if (shape.contexts === undefined) report(node, `${name}: an expression is not allowed here`)
    else checkExpression(node, expression, shape.contexts, name, report)
  }
}

function checkExpression(
  node: Node | null,
  expression: string,
  contexts: readonly string[],
  name: string,
  report: Report,
): void {
  const withoutTexts = expression.replaceAll(/'(?:[^']|'')*'/g, "''")
  for (const [word] of withoutTexts.matchAll(/(?<![\w.-])[a-z_][\w-]*(?![\w-]|\s*\()/gi)) {
    const known = [...contexts, 'true', 'false', 'null'].includes(word.toLowerCase())
    if (!known) report(node, `${name}: unrecognized named-value '${word}'`)
  }
}

/** What the schema leaves to the code that reads `runs`. */
function missingIn(root: YAMLMap): readonly string[] {
  const runs = root.get('runs')
  if (!isMap(runs)) return root.has('runs') ? [] : ["top level 'runs:' section is required"]
  const using = textOf(runs.get('using', true))
  const unusable = usable.includes(using) ? [] : [`runs.using: '${using}' is not supported, use ${usable.join(' or ')}`]
  return runs.has('main') ? unusable : [...unusable, 'runs.main: the entry point is required']
}

/** A scalar as the runner reads it: a number or a boolean as it is written, null as nothing. */
function textOf(node: unknown): string {
  if (!isScalar(node)) return ''
  return node.value === null ? '' : (node.source ?? '')
}

function at(lines: LineCounter, offset: number): string {
  const { line, col } = lines.linePos(offset)
  return `${line}:${col}`
}
