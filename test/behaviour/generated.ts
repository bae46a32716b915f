import type { Snapshot } from '../../src/resources/snapshot.ts'
import { type MemoryFiles, memorySnapshot } from './memory-snapshot.ts'

const project = 'apiVersion: llmops/v1\nkind: Project\nname: support\n'

/** The input of directories that hold only what is expected of it: too large to commit. */
export const generated: { readonly [directory: string]: () => Snapshot } = {
  'a-yaml-file-of-more-than-256-kib-is-refused': () =>
    memorySnapshot({ 'llmops.yaml': project, 'llmops/big.yaml': `# ${'x'.repeat(300 * 1024)}\n` }),
  'a-project-of-more-yaml-than-can-be-read-in-seconds-is-refused': () =>
    memorySnapshot({ 'llmops.yaml': project, ...texts(80, `# ${'x'.repeat(255 * 1024)}\n`) }),
  'what-looks-like-a-key-is-a-warning-and-is-never-shown': () =>
    memorySnapshot({
      'llmops.yaml': [
        `${project}# the old one was ${keys.openai}`,
        `providers: {vllm: {url: https://vllm.acme.internal/v1, key: VLLM_KEY}}`,
        `---\nkind: Prompt\nname: answer\nmodel: vllm/llama\nlabels: {api_key: ${keys.other}}`,
        `system: {file: answer.md}\nuser: "{{question}}"`,
        `---\nkind: EvalSuite\nname: smoke\nsubject: answer\ndataset: cases\nassert: [{type: icontains, value: days, gate: {maxDrop: 1}}]`,
        `---\nkind: Dataset\nname: cases\nfile: cases.jsonl\ndescription: from ${keys.aws}\n`,
      ].join('\n'),
      'answer.md': `Sign with this:\n${keys.pem}\n`,
      'cases.jsonl': `{"id": "a", "input": {"question": "Is Bearer ${keys.web} mine?"}}\n`,
    }),
  'a-key-where-the-name-of-a-variable-belongs-is-not-repeated': () =>
    memorySnapshot({ 'llmops.yaml': `${project}providers: {openai: {key: ${keys.openai}}}\n` }),
  'a-project-of-too-many-files-is-refused-before-any-is-read': () =>
    memorySnapshot({ 'llmops.yaml': project, ...texts(2_000, 'kind: [\n') }),
}

/** Put together here, so that no file of this repository holds what looks like a key. */
const keys = {
  openai: ['sk-proj-', 'aB3dE5gH7jK9mN1pQ2rS', 'T3Blbk', 'FJ', 'aB3dE5gH7jK9mN1pQ2rS'].join(''),
  aws: ['AKIA', 'Z2QLPMXTYVWRQ3H7'].join(''),
  web: ['eyJ', 'hbGciOiJIUzI1NiJ9.', 'eyJ', 'zdWIiOiJhY21lIiwibiI6MX0.', 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r'].join(''),
  other: 'Zx81kQpL02mNbVcXa9Sd7Fg',
  pem: ['BEGIN', '', 'END']
    .map((word) => (word === '' ? 'MC4CAQAwBQYDK2VwBCIEIBkYl8mOeZ3pQwXyVt5r' : marked(word)))
    .join('\n'),
} as const

function marked(word: string): string {
  return `-----${word} PRIVATE KEY-----`
}

function texts(count: number, text: string): MemoryFiles {
  const files = Array.from({ length: count }, (_, index) => [`llmops/m${index}.yaml`, text] as const)
  return Object.fromEntries(files)
}
