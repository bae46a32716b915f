import { describe, expect, test } from 'vitest'
import { keyVariables } from '../../src/resources/key-variables.ts'
import { knownProviders } from '../../src/resources/known-providers.ts'
import { refusedUrl } from '../../src/resources/origin.ts'
import { builtInPolicy, policyOf, replayProviders } from '../../src/resources/policy-of.ts'
import type { Policy } from '../../src/resources/policy.ts'
import type { Project } from '../../src/resources/project.ts'
import { loadProject } from '../../src/rules/load-project.ts'
import { memorySnapshot } from '../behaviour/memory-snapshot.ts'

async function projectWith(fields: string): Promise<Project> {
  const text = `apiVersion: llmops/v1\nkind: Project\nname: support\n${fields}`
  const { project, diagnostics } = await loadProject(memorySnapshot({ 'llmops.yaml': text }), '')
  if (project === undefined) throw new Error(JSON.stringify(diagnostics))
  return project
}

async function policyWith(fields: string): Promise<Policy> {
  return policyOf(await projectWith(fields))
}

describe('policyOf', () => {
  test('has defaults for everything', async () => {
    const policy = await policyWith('')
    expect(policy).toMatchObject({
      source: 'base',
      budget: { usd: 2, calls: undefined, runMs: 1_800_000 },
      recorded: 'refuse',
      whenUnsure: 'allow',
      defaultGate: { maxDrop: 0.05, min: undefined },
    })
    expect([...policy.providers.keys()].sort()).toEqual(Object.keys(knownProviders).sort())
    expect(policy.providers.get('openai')).toEqual({
      type: 'openai',
      name: 'openai',
      url: 'https://api.openai.com/v1',
      key: 'OPENAI_API_KEY',
      concurrency: 8,
      timeoutMs: 60_000,
    })
  })

  test('takes what the Project says', async () => {
    const policy = await policyWith(`budget: {pullRequest: 0, calls: 100, month: 300, minutes: 0.5}
recorded: accept
whenUnsure: block
gate: {maxDrop: 0.1, min: 0.8}
providers:
  vllm: {url: http://localhost:8000/v1, concurrency: 2, timeout: 1.5}
  tape: {type: replay}
`)
    expect(policy).toMatchObject({
      budget: { usd: 0, calls: 100, monthUsd: 300, runMs: 30_000 },
      recorded: 'accept',
      whenUnsure: 'block',
      defaultGate: { maxDrop: 0.1, min: 0.8 },
    })
    expect(policy.providers.get('vllm')).toEqual({
      type: 'openai',
      name: 'vllm',
      url: 'http://localhost:8000/v1',
      key: undefined,
      concurrency: 2,
      timeoutMs: 1_500,
    })
    expect(policy.providers.get('tape')).toEqual({ type: 'replay', name: 'tape' })
  })

  test.each([
    ['its own origin', 'openai: {concurrency: 1}', 'OPENAI_API_KEY'],
    ['another path of it', 'openai: {url: https://api.openai.com/v2}', 'OPENAI_API_KEY'],
    ['another origin', 'openai: {url: https://proxy.acme.internal/v1}', undefined],
    [
      'another origin with the key named for it',
      'openai: {url: https://proxy.acme.internal/v1, key: PROXY_KEY}',
      'PROXY_KEY',
    ],
  ])('binds the usual key of a known provider to %s', async (_, provider, key) => {
    const binding = (await policyWith(`providers:\n  ${provider}\n`)).providers.get('openai')
    expect(binding).toMatchObject({ key })
  })
})

describe('what a provider speaks', () => {
  const endpoint = { concurrency: 8, timeoutMs: 60_000 }
  test.each<readonly [string, object]>([
    ['anthropic: {}', { type: 'anthropic', url: 'https://api.anthropic.com', key: 'ANTHROPIC_API_KEY' }],
    ['claude: {type: anthropic, key: MY_KEY}', { type: 'anthropic', url: 'https://api.anthropic.com', key: 'MY_KEY' }],
    [
      'anthropic: {type: openai, url: https://api.anthropic.com/v1}',
      { type: 'openai', url: 'https://api.anthropic.com/v1', key: 'ANTHROPIC_API_KEY' },
    ],
    [
      'anthropic: {url: https://gateway.acme.internal}',
      { type: 'anthropic', url: 'https://gateway.acme.internal', key: undefined },
    ],
    ['ollama: {}', { type: 'ollama', url: 'http://localhost:11434', key: undefined }],
    [
      'azure: {url: https://acme.openai.azure.com, key: AZURE_KEY}',
      { type: 'azure', url: 'https://acme.openai.azure.com', key: 'AZURE_KEY', apiVersion: '2024-10-21' },
    ],
    [
      'azure: {url: https://acme.openai.azure.com, key: AZURE_KEY, version: 2025-04-01-preview}',
      { type: 'azure', url: 'https://acme.openai.azure.com', key: 'AZURE_KEY', apiVersion: '2025-04-01-preview' },
    ],
    [
      'bedrock: {region: eu-central-1}',
      {
        type: 'bedrock',
        url: 'https://bedrock-runtime.eu-central-1.amazonaws.com',
        key: 'AWS_BEARER_TOKEN_BEDROCK',
        region: 'eu-central-1',
        secret: undefined,
        session: undefined,
      },
    ],
    [
      'aws: {type: bedrock, region: us-east-1, url: https://vpce-1.acme.internal, key: ID, secret: SECRET, session: TOKEN}',
      {
        type: 'bedrock',
        url: 'https://vpce-1.acme.internal',
        key: 'ID',
        region: 'us-east-1',
        secret: 'SECRET',
        session: 'TOKEN',
      },
    ],
  ])('is what it says, or its name: %s', async (provider, binding) => {
    const name = provider.slice(0, provider.indexOf(':'))
    const bound = (await policyWith(`providers:\n  ${provider}\n`)).providers.get(name)
    expect(bound).toEqual({ name, ...endpoint, ...binding })
    expect(bound && keyVariables(bound)).toEqual(
      ['key', 'secret', 'session'].flatMap((field) => (binding as Record<string, string | undefined>)[field] ?? []),
    )
  })
})

describe('builtInPolicy', () => {
  test('knows the known providers, USD 2, and accepts what is recorded', () => {
    expect(builtInPolicy()).toMatchObject({
      source: 'built-in',
      budget: { usd: 2 },
      recorded: 'accept',
      whenUnsure: 'allow',
    })
    for (const [name, { type, url, key }] of Object.entries(knownProviders)) {
      expect(builtInPolicy().providers.get(name)).toMatchObject({ type, url, key })
      expect(refusedUrl(url)).toBeUndefined()
    }
  })

  test('lets providers of head through that only replay', async () => {
    const project = await projectWith(
      'providers:\n  tape: {type: replay}\n  vllm: {url: https://vllm.acme.internal/v1}\n',
    )
    const policy = builtInPolicy(replayProviders(project))
    expect(policy.providers.get('tape')).toEqual({ type: 'replay', name: 'tape' })
    expect(policy.providers.has('vllm')).toBe(false)
  })
})

describe('a URL that keys are sent to', () => {
  test.each([
    'https://api.openai.com/v1',
    'https://vllm.acme.internal:8443/v1',
    'http://localhost:8080/v1',
    'http://127.0.0.1/v1',
    'http://127.9.9.9/v1',
    'http://0x7f.1/v1',
    'http://[::1]:8080/v1',
    'https://[2001:db8::1]/v1',
  ])('%s may be', (url) => {
    expect(refusedUrl(url)).toBeUndefined()
  })

  test.each([
    ['http://example.com/v1', 'https'],
    ['http://localhost.example.com/v1', 'https'],
    ['http://127.0.0.1.example.com/v1', 'https'],
    ['http://10.0.0.1/v1', 'https'],
    ['ftp://example.com', 'https'],
    ['javascript:alert(1)', 'https'],
    ['https://user@example.com/', 'password'],
    ['https://:pw@example.com/', 'password'],
    ['https://example.com/v1?x', 'query'],
    ['https://example.com/v1?', 'query'],
    ['https://example.com/v1#x', 'query'],
    ['https://169.254.0.1/', 'credentials'],
    ['http://169.254.169.254/', 'credentials'],
    ['https://0xa9.0xfe.0xa9.0xfe/', 'credentials'],
    ['https://[::ffff:a9fe:a9fe]/', 'credentials'],
    ['https://[fe80::1]/', 'credentials'],
    ['https://[FD00:EC2::254]/', 'credentials'],
    ['https://METADATA.google.internal/', 'credentials'],
    ['https://metadata.google.internal./', 'credentials'],
    ['example.com', 'not a URL'],
    ['', 'not a URL'],
    ['https://', 'not a URL'],
  ])('%s may not', (url, why) => {
    expect(refusedUrl(url)).toContain(why)
  })
})
