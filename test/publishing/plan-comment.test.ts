import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Comment } from '../../src/publishing/forge.ts'
import { type CommentStep, planComment } from '../../src/publishing/plan-comment.ts'

const marker = '<!-- llmops:check . -->'
const body = `${marker}\n### no regression\n`

function comment(id: number, text: string): Comment {
  return { id, body: text, url: `https://github.example/acme/support/pull/1#${id}` }
}

function plan(own: readonly Comment[], wanted: string | undefined = body, create = true): readonly CommentStep[] {
  return planComment(own, marker, wanted, { create })
}

describe('the comment of a pull request', () => {
  it('is created where there is none', () => {
    expect(plan([])).toEqual([{ do: 'create', body }])
  })

  it('is not created for what is not worth one, but replaces an earlier one', () => {
    expect(plan([], body, false)).toEqual([])
    expect(plan([comment(7, `${marker}\nworse`)], body, false)).toEqual([{ do: 'update', id: 7, body }])
  })

  it('is rewritten where it says something else, and left alone where it says the same', () => {
    expect(plan([comment(7, `${marker}\nworse`)])).toEqual([{ do: 'update', id: 7, body }])
    expect(plan([comment(7, body)])).toEqual([])
    expect(plan([comment(7, body.replaceAll('\n', '\r\n').trimEnd())])).toEqual([])
  })

  it('is the oldest of those that two runs at the same time have left; the others go', () => {
    expect(plan([comment(7, body), comment(9, body), comment(12, `${marker}\nother`)])).toEqual([
      { do: 'delete', id: 9 },
      { do: 'delete', id: 12 },
    ])
    expect(plan([comment(7, `${marker}\nworse`), comment(9, body)])).toEqual([
      { do: 'update', id: 7, body },
      { do: 'delete', id: 9 },
    ])
  })

  it('is nothing that only mentions the marker, or has that of another project', () => {
    const others = [comment(1, `see ${marker}`), comment(2, `\n${body}`), comment(3, '<!-- llmops:check bot -->\nx')]
    expect(plan(others)).toEqual([{ do: 'create', body }])
  })

  it('stays as it is where there is nothing to say', () => {
    expect(planComment([comment(7, body), comment(8, body)], marker, undefined, { create: true })).toEqual([])
  })

  it('is refused without its marker: it would never be found again', () => {
    expect(() => plan([], '### no regression')).toThrow(RangeError)
  })

  it('is there once after any plan is done, and a second plan does nothing', () => {
    const texts = fc.constantFrom(body, `${marker}\nold`, 'chat', `> ${marker}`)
    fc.assert(
      fc.property(fc.array(texts), (bodies) => {
        const own = bodies.map((text, at) => comment(at + 1, text))
        const after = applied(own, plan(own))
        expect(after.filter((one) => one.body === body)).toHaveLength(1)
        expect(after.filter((one) => one.body.startsWith(marker))).toHaveLength(1)
        expect(plan(after)).toEqual([])
      }),
    )
  })
})

function applied(own: readonly Comment[], steps: readonly CommentStep[]): readonly Comment[] {
  return steps.reduce((comments, step) => {
    if (step.do === 'create') return [...comments, comment(comments.length + 1, step.body)]
    if (step.do === 'delete') return comments.filter(({ id }) => id !== step.id)
    return comments.map((one) => (one.id === step.id ? { ...one, body: step.body } : one))
  }, own)
}
