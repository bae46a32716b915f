import { expect, test } from 'vitest'
import { check } from '../../src/commands/check.ts'
import { evalSnapshot } from '../../src/commands/eval.ts'
import { openNeeds } from '../../src/commands/open-needs.ts'
import { plan } from '../../src/commands/plan.ts'
import { renderReport } from '../../src/report/formats.ts'
import { textOf } from '../rig/chat-request.ts'
import { makeRepository, type Repository } from '../rig/git.ts'
import { type ModelServer, startModelServer } from '../rig/model-server.ts'

const prompts = 50
const cases = 3
const trials = 2

/** Fifty prompts in files of their own, each with a suite of three cases and two trials: 300 calls in all. */
function files(url: string, edited?: number): Record<string, string> {
  const named = (n: number) => `answer-${String(n).padStart(2, '0')}`
  const prompt = (n: number) => `kind: Prompt
name: ${named(n)}
model: local/mini
parameters: {temperature: 0}
system: ${n === edited ? 'Answer well.' : 'Answer.'} Number ${n}.
user: "{{question}}"
---
kind: EvalSuite
name: suite-${named(n)}
subject: ${named(n)}
trials: ${trials}
cases:
${Array.from({ length: cases }, (_, at) => `  - {id: c${at}, input: {question: "question ${at}?"}}\n`).join('')}assert:
  - {type: contains, value: question}
`
  return {
    'llmops.yaml': `apiVersion: llmops/v1\nkind: Project\nname: fifty\nproviders:\n  local: {url: "${url}"}\n`,
    ...Object.fromEntries(Array.from({ length: prompts }, (_, n) => [`llmops/${named(n)}.yaml`, prompt(n)])),
  }
}

const needs = () => openNeeds({}, { signal: new AbortController().signal, log: () => {} })

function requestIn({ dir }: Repository) {
  return { dir, project: undefined, base: 'main', head: undefined, isOwnWorkTree: true, fresh: false }
}

async function checked(repo: Repository, more: { readonly fresh?: boolean; readonly freshBase?: boolean } = {}) {
  const { report, sources } = await check({ ...requestIn(repo), ...more }, needs())
  return { report, comment: renderReport(report, 'markdown', { sources, secrets: [] }) }
}

/** What was asked since, by what its system message says. */
function askedOf(server: ModelServer, from: number): readonly string[] {
  return server.requests.slice(from).map(({ chat }) => (chat === undefined ? '' : textOf(chat, 'system')))
}

test('of fifty prompts the one that was edited is asked, on head alone; a re-run asks nothing; --fresh asks both sides', async () => {
  await using server = await startModelServer()
  await using repo = await makeRepository({ files: files(server.url) })
  const main = { ...requestIn(repo), suite: undefined, record: false }
  await evalSnapshot(main, needs())
  expect(server.requests).toHaveLength(prompts * cases * trials)
  // Trials are never answered by each other, at temperature 0 either.
  expect(askedOf(server, 0).filter((text) => text === 'Answer. Number 7.')).toHaveLength(cases * trials)

  await repo.branch('change')
  await repo.commit('One prompt', files(server.url, 7))
  const planned = await plan(requestIn(repo), needs())
  expect(planned.report.plan).toMatchObject({ prompts: { affected: 1, total: prompts }, total: { newCalls: 6 } })
  const { report, comment } = await checked(repo)
  expect(askedOf(server, prompts * cases * trials)).toEqual(Array(cases * trials).fill('Answer well. Number 7.'))
  expect(report.comparisons.map(({ suite }) => suite)).toEqual(['suite-answer-07'])
  expect(comment).toContain('6 new calls')
  expect(comment).toContain('base from the store')

  const before = server.requests.length
  const again = await checked(repo)
  expect(again.report.comparisons).toEqual(report.comparisons)
  expect(server.requests).toHaveLength(before)

  await checked(repo, { freshBase: true })
  expect(askedOf(server, before)).toEqual(Array(cases * trials).fill('Answer. Number 7.'))
  const after = server.requests.length
  await checked(repo, { fresh: true })
  expect(askedOf(server, after).toSorted()).toEqual([
    ...Array(cases * trials).fill('Answer well. Number 7.'),
    ...Array(cases * trials).fill('Answer. Number 7.'),
  ])
})
