import { expect, test } from 'vitest'
import { readResponse } from '../../src/adapters/openai/read-response.ts'

const text = (said: string) => ({ type: 'message', content: [{ type: 'output_text', text: said }] })
const call = { type: 'function_call', call_id: 'c', name: 'now', arguments: '{}' }
const done = { status: 'completed', model: 'm' }

test.each([
  ['several texts are one', { ...done, output: [text('Two '), text('days.')] }, { text: 'Two days.', finish: 'stop' }],
  ['reasoning says nothing', { ...done, output: [{ type: 'reasoning', summary: [] }, text('a')] }, { text: 'a' }],
  ['calls need no text', { ...done, output: [call] }, { text: '', toolCalls: [{ name: 'now', arguments: '{}' }] }],
  [
    'a limit cuts even where nothing is said yet',
    { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' }, output: [] },
    { text: '', finish: 'length' },
  ],
  [
    'a filter withholds',
    { status: 'incomplete', incomplete_details: { reason: 'content_filter' }, output: [] },
    { text: '', finish: 'filter' },
  ],
  [
    'tokens are known wholly, cached ones and those of reasoning among them',
    {
      ...done,
      output: [text('a')],
      usage: {
        input_tokens: 9,
        input_tokens_details: { cached_tokens: 4 },
        output_tokens: 50,
        output_tokens_details: { reasoning_tokens: 45 },
      },
    },
    { usage: { inputTokens: 9, cachedInputTokens: 4, outputTokens: 50 } },
  ],
  ['or not at all', { ...done, output: [text('a')], usage: { input_tokens: 9 } }, { usage: undefined }],
])('%s', (_, body, said) => {
  expect(readResponse(body)).toMatchObject(said)
})

test.each([
  ['nothing', undefined, 'the reply is no JSON object'],
  ['no output', { ...done }, 'the reply has no output'],
  ['an empty one', { ...done, output: [] }, 'the response says nothing'],
  ['a call without a name', { ...done, output: [{ ...call, name: 1 }] }, 'a call of a tool has no name and arguments'],
  ['a failure', { status: 'failed', error: { message: 'The model broke.' }, output: [] }, 'The model broke.'],
  ['one under way', { status: 'in_progress', output: [text('a')] }, 'the response is not complete: it is in_progress'],
  [
    'one that was stopped by what is not known',
    { status: 'incomplete', incomplete_details: { reason: 'steered' }, output: [text('a')] },
    'the response is not complete: it is incomplete',
  ],
])('%s is no answer', (_, body, why) => {
  expect(readResponse(body)).toBe(why)
})
