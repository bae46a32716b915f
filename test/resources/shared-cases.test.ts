import { describe, expect, it } from 'vitest'
import { readCases, textOfCases } from '../../src/resources/cases.ts'

const text = '{"id": "a", "input": {"q": 1}}\n{"id": "b", "input": {"q": 2}, "language": "de"}\n'
const read = (file: string, content: string, columns?: Record<string, string>) =>
  readCases({ file, text: content }, { columns })

describe('the cases of a file that is read twice', () => {
  it('are the same where its text is the same, so that base and head hold them once', () => {
    const first = read('same.jsonl', text)
    const again = read('same.jsonl', `${text.slice(0, 10)}${text.slice(10)}`)
    expect(again.cases).toBe(first.cases)
    expect(textOfCases(again.cases)).toBe(text)
  })

  it('are read anew where text, columns or name differ', () => {
    const first = read('one.jsonl', text)
    expect(read('one.jsonl', text.replace('"de"', '"en"')).cases[1]?.columns).toEqual({ language: 'en' })
    expect(read('two.jsonl', text).cases[0]?.place).toMatchObject({ file: 'two.jsonl' })
    expect(read('one.jsonl', text).cases).toEqual(first.cases)
    const csv = 'question\nHow long?\n'
    const [named, other] = [{ 'input.q': 'question' }, { 'input.text': 'question' }].map((columns) =>
      read('rows.csv', csv, columns),
    )
    expect([named?.cases[0]?.input, other?.cases[0]?.input]).toEqual([{ q: 'How long?' }, { text: 'How long?' }])
  })
})
