import type { Files } from '../rig/git.ts'
import type { ProblemCode } from '../../src/diagnostic/problem.ts'

/** A file that somebody wrote to do harm, and the problem that its author is told of. */
interface HostileFile {
  readonly content: string | Uint8Array
  readonly code: ProblemCode
}

const prompt = 'kind: Prompt\nname: NAME\nmodel: openai/gpt-5-mini\n'

/** By name; each becomes `llmops/<name>.yaml`. */
const attacks: { readonly [name: string]: HostileFile } = {
  'alias-bomb': {
    content: `a: &a [x, x]\n${Array.from({ length: 40 }, (_, i) => `b${i}: &b${i} [*a, *a]\n`).join('')}`,
    code: 'yaml-feature',
  },
  'dangling-alias': { content: 'a: *nothing\n', code: 'yaml-feature' },
  'merge-key': { content: 'a:\n  <<: {b: 1}\n', code: 'yaml-feature' },
  'local-tag': { content: '::set-output name=x::y: !!js/function x\n', code: 'yaml-feature' },
  directive: { content: '%YAML 1.1\n---\na: yes\n', code: 'yaml-feature' },
  'deep-flow': { content: `a: ${'['.repeat(100_000)}\n`, code: 'too-deep' },
  'deep-list': { content: `${'- '.repeat(100_000)}x\n`, code: 'too-deep' },
  'deep-mapping': {
    content: Array.from({ length: 400 }, (_, i) => `${' '.repeat(i)}a:\n`).join(''),
    code: 'too-deep',
  },
  'duplicate-key': { content: `${prompt}user: a\nuser: b\n`, code: 'duplicate-key' },
  'many-duplicates': { content: 'a: 1\n'.repeat(40_000), code: 'duplicate-key' },
  proto: { content: `${prompt}user: a\nlabels: {__proto__: {admin: "yes"}}\n`, code: 'reserved-key' },
  'constructor-key': { content: `${prompt}user: a\nconstructor: {prototype: {}}\n`, code: 'reserved-key' },
  'huge-scalar': { content: `a: "${'x'.repeat(300 * 1024)}"\n`, code: 'file-too-large' },
  'long-line': { content: `${prompt}user: a\n${'y'.repeat(200_000)}: 1\n`, code: 'yaml-syntax' },
  nul: { content: 'a: b\0c\n', code: 'not-text' },
  latin1: { content: Buffer.from('a: Größe\n', 'latin1'), code: 'not-text' },
  'control-character': { content: `${prompt}user: "\u001b[2J"\n`, code: 'yaml-syntax' },
  'crlf-and-bom': { content: `\ufeff${prompt.replaceAll('\n', '\r\n')}modle: x\r\n`, code: 'unknown-field' },
  'lone-cr': { content: `${prompt}user: a\r::error::forged\rmodle: x\n`, code: 'yaml-syntax' },
  commands: { content: '##[add-mask]x\n::error::forged: 1\n::stop-commands::x: 1\n', code: 'missing-kind' },
  'command-in-name': { content: `kind: "##[error]x"\nname: y\n`, code: 'unknown-kind' },
  'command-in-text': { content: `${prompt}user: "{{a}\\n::error::x"\n`, code: 'template-syntax' },
  passwd: { content: `${prompt}user: {file: ../../../../../../etc/passwd}\n`, code: 'path-outside-project' },
  absolute: { content: `${prompt}user: {file: /etc/passwd}\n`, code: 'path-outside-project' },
  'git-config': { content: `${prompt}user: {file: ../.git/config}\n`, code: 'path-outside-project' },
  'linked-file': { content: `${prompt}user: {file: link.md}\n`, code: 'not-a-file' },
  'linked-folder': { content: `${prompt}user: {file: folder/passwd}\n`, code: 'not-a-file' },
  'a-folder': { content: `${prompt}user: {file: ../llmops}\n`, code: 'not-a-file' },
  'huge-text': { content: `${prompt}user: {file: huge.md}\n`, code: 'file-too-large' },
  'schema-doubling': {
    content: `${prompt}user: a\noutput: {allOf: [{$ref: "#"}, {$ref: "#"}]}\n`,
    code: 'bad-json-schema',
  },
  'schema-elsewhere': {
    content: `${prompt}user: a\noutput: {$ref: "https://evil.example/schema.json"}\n`,
    code: 'bad-json-schema',
  },
  'schema-look-behind': { content: `${prompt}user: a\noutput: {pattern: "(?<=a)b"}\n`, code: 'bad-regex' },
}

/** A project with all of them, and one prompt that is as it should be. */
export const hostileFiles: Files = {
  'llmops.yaml': `apiVersion: llmops/v1\nkind: Project\nname: hostile\n---\n${prompt.replace('NAME', 'good')}user: a\n`,
  ...Object.fromEntries(
    Object.entries(attacks).map(([name, { content }]) => [
      `llmops/${name}.yaml`,
      typeof content === 'string' ? content.replace('NAME', `p-${name}`) : content,
    ]),
  ),
}

/** `file: code` of what must be told, whatever else is. */
export const expectedFindings: readonly string[] = [
  ...Object.entries(attacks).map(([name, { code }]) => `llmops/${name}.yaml: ${code}`),
  'llmops/link.yaml: not-a-file',
]
