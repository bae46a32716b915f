import { describe, expect, it } from 'vitest'
import type { PromoteReport } from '../../src/verdict/promotion-reports.ts'
import { commentOf } from '../../src/report/comment.ts'
import { checkMarker } from '../../src/report/markdown/marker.ts'
import { noResultComment } from '../../src/report/no-result.ts'
import { removedComment, untouchedComment } from '../../src/report/project-comments.ts'
import { hostileTexts } from './attacks.ts'
import { markdownOffences } from './markdown-offences.ts'
import { sources, states } from './states.ts'

const url = 'https://github.example/acme/support/actions/runs/7/attempts/1'
const commit = 'a1b2c3d4e5f60718293a4b5c6d7e8f9012345678'
const about = (folder: string) => ({ marker: checkMarker(folder), folder, commit, url })

describe('comments in a repository of several projects', () => {
  it('say in their first line which project they are about', () => {
    const inFolder = { ...states['a regression'], project: { name: 'support', folder: 'apps/bot', resources: 16 } }
    const bodies = [
      commentOf(inFolder as NonNullable<(typeof states)[string]>, { sources })?.body,
      noResultComment({ ...about('apps/bot'), why: 'gone' }).body,
      commentOf(states['a regression']!, { sources })?.body,
    ]
    expect(bodies.map((body) => body?.split('\n')[1])).toEqual([
      '### ❌ LLMOps `apps/bot`: `support` got worse. `grounded` −12.5 points',
      '### ⚠️ LLMOps `apps/bot`: no result for this commit',
      '### ❌ LLMOps: `support` got worse. `grounded` −12.5 points',
    ])
  })

  it('say so of a promotion, too', () => {
    const promoted = (folder: string) => {
      const report = states['a promotion, and a target that soaks'] as PromoteReport
      const project = { ...report.project, folder }
      return commentOf({ ...report, project }, { sources })?.body.split('\n')[1]
    }
    expect(promoted('apps/bot')).toMatch(/^### \S+ LLMOps promote `apps\/bot`: `staging` promoted/)
    expect(promoted('')).toMatch(/^### \S+ LLMOps promote: `staging` promoted/)
  })

  it('tell of a project that is not touched any more, and of one that is gone', () => {
    const [untouched, removed] = [untouchedComment(about('apps/bot')), removedComment(about(''))]
    expect([untouched.create, removed.create]).toEqual([false, true])
    expect(untouched.body).toBe(
      '<!-- llmops:check apps/bot -->\n### ✅ LLMOps `apps/bot`: nothing to evaluate\n\n' +
        '`a1b2c3d` changes no file of this project, and none that its files refer to. 0 calls, $0. ' +
        'A merge promotes nothing of it.\n',
    )
    expect(removed.body).toBe(
      '<!-- llmops:check . -->\n### ⚠️ LLMOps: this change removes the project\n\n' +
        '`a1b2c3d` leaves nothing to evaluate here, and a merge promotes nothing of it. What was delivered stays where it is, ' +
        'and its ledger, too.\n',
    )
  })

  it('are nothing but text, whatever a folder is called', () => {
    for (const folder of hostileTexts) {
      const comments = [untouchedComment(about(folder)), removedComment(about(folder))]
      for (const { body } of comments) expect(markdownOffences(body, url), folder).toEqual([])
    }
  })
})
