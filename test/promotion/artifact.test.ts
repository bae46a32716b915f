import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { digestOf } from '../../src/digest/digest.ts'
import { buildArtifact } from '../../src/promotion/build-artifact.ts'
import type { Subject } from '../../src/resources/project.ts'
import { subjectDigest } from '../../src/resources/subject-digest.ts'
import type { MemoryFiles } from '../behaviour/memory-snapshot.ts'
import { makeRepository } from '../rig/git.ts'
import { runNode } from '../rig/run.ts'
import { temporaryDirectory } from '../rig/temp.ts'
import { artifactIn, type Fields, project, projectIn, yaml } from './project.ts'

const parameters = {
  temperature: 0,
  topP: 0.9,
  maxTokens: 400,
  seed: 7,
  stop: ['END'],
  frequencyPenalty: 0.1,
  presencePenalty: 0.2,
  reasoningEffort: 'low',
}
const mini = { kind: 'Model', name: 'mini', id: 'openai/gpt-5-mini', parameters }
const schema = { type: 'object', required: ['answer'], properties: { answer: { type: 'string' } } }
const short = {
  kind: 'Prompt',
  name: 'answer',
  model: 'mini',
  system: 'Be brief.\n',
  user: '{{question}} {{language}}',
}
const long = {
  kind: 'Prompt',
  name: 'answer',
  model: 'mini',
  messages: [
    { role: 'system', content: 'Be brief.\n' },
    { role: 'user', content: '{{question}} {{language}}' },
  ],
  output: schema,
}

function files(prompt: Fields, ...others: readonly Fields[]): MemoryFiles {
  return { 'llmops.yaml': yaml(project, prompt, ...others) }
}

test('an artifact is the canonical form of what its subject means, by the digest of it', async () => {
  const subject = (await projectIn(files(long, mini))).prompts.get('answer') as Subject
  const artifact = buildArtifact(subject)
  expect(artifact).toEqual({
    subject: 'answer',
    digest: subjectDigest(subject),
    document:
      '{"format":"llmops/subject/v1","inputs":["language","question"],"kind":"Prompt",' +
      '"messages":[{"content":"Be brief.\\n","role":"system"},{"content":"{{question}} {{language}}","role":"user"}],' +
      '"model":{"id":"gpt-5-mini","provider":"openai"},' +
      '"output":{"properties":{"answer":{"type":"string"}},"required":["answer"],"type":"object"},' +
      '"parameters":{"frequencyPenalty":0.1,"maxTokens":400,"presencePenalty":0.2,"reasoningEffort":"low","seed":7,' +
      '"stop":["END"],"temperature":0,"topP":0.9}}',
  })
  expect(digestOf(artifact.document)).toBe(artifact.digest)
})

describe('the same artifact comes of', () => {
  const source = {
    'llmops.yaml':
      'apiVersion: llmops/v1\nkind: Project\nname: support\n---\nkind: Prompt\nname: answer\nmodel: openai/gpt-5-mini\n' +
      'parameters: {temperature: 0.1, maxTokens: 400}\nsystem: {file: llmops/answer.md}\nuser: |\n  I İ ı ß {{question}}\n' +
      '  {{language}} 你好 🚲\noutput: {file: llmops/answer.schema.json}\n',
    'llmops/answer.md': 'First line: {{zebra}} {{Äpfel}}\nSecond line\n\nLast\n',
    'llmops/answer.schema.json': '{\n  "type": "object",\n  "properties": {"ı": {}, "i": {}, "I": {}, "é": {}}\n}\n',
  }

  test('two clones, one with CRLF, under other locales and time zones', async () => {
    await using repository = await makeRepository({ files: source })
    await using remote = await repository.bareRemote()
    await using folder = await temporaryDirectory('clones')
    const script = fileURLToPath(new URL('print-artifact.ts', import.meta.url))
    const machines = [
      { clone: 'plain', crlf: 'false', locale: 'en-US', env: { LC_ALL: 'en_US.UTF-8', TZ: 'UTC' } },
      {
        clone: 'a folder/with spaces',
        crlf: 'true',
        locale: 'tr-TR',
        env: { LC_ALL: 'tr_TR.UTF-8', TZ: 'Asia/Tokyo' },
      },
      { clone: 'ünï', crlf: 'false', locale: 'sv-SE', env: { LC_ALL: 'sv_SE.UTF-8', TZ: 'America/St_Johns' } },
    ]
    const printed = await Promise.all(
      machines.map(async ({ clone, crlf, locale, env }) => {
        const path = `${folder.path}/${clone}`
        await repository.git('clone', '--quiet', '-c', `core.autocrlf=${crlf}`, remote.url, path)
        expect((await readFile(`${path}/llmops/answer.md`, 'utf8')).includes('\r\n')).toBe(crlf === 'true')
        const { code, stdout, stderr } = await runNode(script, [], { cwd: path, env })
        expect(code, stderr).toBe(0)
        const { artifact, files, ...machine } = JSON.parse(stdout)
        expect(machine).toEqual({ locale, timeZone: env.TZ })
        return { artifact, files }
      }),
    )
    expect(printed[1]).toEqual(printed[0])
    expect(printed[2]).toEqual(printed[0])
    expect(printed[0]?.artifact).toEqual(await artifactIn(source))
  })

  const layouts: { readonly [what: string]: MemoryFiles } = {
    'the short form': files({ ...short, output: schema }, mini),
    'another order of keys': files(reversed(long), reversed(mini)),
    'another order of resources': files(mini, long),
    comments: { 'llmops.yaml': `# hello\n${yaml(project, long)}# more\n---\n${yaml(mini)}` },
    'inputs that are declared in another order': files({ ...long, input: ['question', 'language'] }, mini),
    'files of their own': {
      'llmops.yaml': yaml(project),
      'llmops/a/b.yaml': yaml({ ...short, system: { file: '../system.md' }, output: { file: '../../s.json' } }),
      'llmops/z.yaml': yaml(mini),
      'llmops/system.md': 'Be brief.\n',
      's.json': JSON.stringify(schema, undefined, 4),
    },
    'a text with a byte order mark and CRLF': {
      ...files({ ...short, system: { file: 'system.md' }, output: schema }, mini),
      'system.md': '\uFEFFBe brief.\r\n',
    },
    'blocks of YAML': {
      'llmops.yaml': `${yaml(project, mini)}---\r
kind: Prompt\r
name: answer\r
model:   mini\r
system: |\r
  Be brief.\r
user: >-\r
  {{question}}\r
  {{language}}\r
output:\r
  type: object\r
  required:\r
  - answer\r
  properties: {answer: {type: 'string'}}\r
`,
    },
    'parameters of the prompt instead of the model': files(
      { ...long, parameters },
      { ...mini, parameters: { temperature: 1 } },
    ),
    'numbers written otherwise': {
      'llmops.yaml': yaml(project, long, mini).replace('"temperature":0', '"temperature":0.0').replace('400', '4e2'),
    },
    'a Prompt and Model of other names': files({ ...long, model: 'small' }, { ...mini, name: 'small' }),
  }

  test.each(Object.entries(layouts))('%s', async (_, layout) => {
    expect(await artifactIn(layout)).toEqual(await artifactIn(files(long, mini)))
  })

  test('a subject of another name, but for the name', async () => {
    const { digest, document } = await artifactIn(files(long, mini))
    const renamed = files({ ...long, name: 'reply', formerly: 'answer' }, mini)
    expect(await artifactIn(renamed, 'reply')).toEqual({ subject: 'reply', digest, document })
  })
})

function reversed(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).toReversed())
}
