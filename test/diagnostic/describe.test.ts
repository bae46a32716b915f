import { describe as group, expect, test } from 'vitest'
import { describe } from '../../src/diagnostic/describe.ts'
import type { Problem, ProblemCode } from '../../src/diagnostic/problem.ts'

/** One problem of each code; leaving one out does not compile. */
const examples: { readonly [C in ProblemCode]: Extract<Problem, { code: C }> } = {
  'yaml-syntax': { code: 'yaml-syntax', message: 'a comma is missing' },
  'duplicate-key': { code: 'duplicate-key', key: 'name' },
  'yaml-feature': { code: 'yaml-feature', feature: 'anchor' },
  'reserved-key': { code: 'reserved-key', key: '__proto__' },
  'too-deep': { code: 'too-deep', limit: 64 },
  'file-too-large': { code: 'file-too-large', bytes: 300 * 1024, limit: 256 * 1024 },
  'too-many-files': { code: 'too-many-files', count: 2001, limit: 2000 },
  'project-too-large': { code: 'project-too-large', what: 'YAML' },
  'not-text': { code: 'not-text', why: 'NUL byte' },
  'not-a-file': { code: 'not-a-file', found: 'symlink' },
  'file-not-found': { code: 'file-not-found', file: 'anwser.md', nearest: 'answer.md' },
  'path-outside-project': { code: 'path-outside-project', file: '../../x' },
  'json-syntax': { code: 'json-syntax', message: 'a value is expected' },
  'not-a-mapping': { code: 'not-a-mapping', found: 'list' },
  'missing-kind': { code: 'missing-kind' },
  'unknown-kind': { code: 'unknown-kind', kind: 'Promt', nearest: 'Prompt' },
  'not-available-yet': { code: 'not-available-yet', what: 'Monitor' },
  'unknown-field': { code: 'unknown-field', field: 'modle', nearest: 'model', allowed: ['model'] },
  'missing-field': { code: 'missing-field', field: 'model' },
  'wrong-type': { code: 'wrong-type', expected: 'string', found: 'number' },
  'not-allowed-value': { code: 'not-allowed-value', found: 'x', allowed: ['a', 'b'], nearest: undefined },
  'out-of-range': { code: 'out-of-range', found: '3', expected: 'at most 2' },
  'bad-format': { code: 'bad-format', found: 'soon', expected: 'a day as YYYY-MM-DD' },
  'one-of-fields': { code: 'one-of-fields', fields: ['file', 'cases'], found: [] },
  'bad-json-schema': { code: 'bad-json-schema', message: '`required` cannot be "x"' },
  'field-needs': { code: 'field-needs', field: 'query', needs: 'retrieve' },
  'model-cycle': { code: 'model-cycle', models: ['a', 'b'] },
  'field-of-single-model': { code: 'field-of-single-model', field: 'price' },
  'model-output': { code: 'model-output', model: 'mini', gives: 'text', wanted: 'embeddings' },
  'modality-unsupported': { code: 'modality-unsupported', model: 'mini', modality: 'pictures' },
  'output-not-taken': { code: 'output-not-taken', model: 'mini', type: 'bedrock' },
  'request-not-taken': { code: 'request-not-taken', what: 'sound', model: 'mini', type: 'anthropic' },
  'parameter-refused': {
    code: 'parameter-refused',
    model: 'mini',
    parameter: 'temperature',
    only: ['1'],
    beside: undefined,
    whileReasoning: true,
  },
  'parameter-deprecated': { code: 'parameter-deprecated', parameter: 'seed', provider: 'openai' },
  'model-retired': { code: 'model-retired', model: 'mini', retires: '2026-01-31' },
  'model-retires-soon': { code: 'model-retires-soon', model: 'mini', retires: '2026-12-11', days: 1 },
  'context-window': {
    code: 'context-window',
    prompt: 'answer',
    model: 'mini',
    case: 'refund',
    tokens: 1_234_567,
    error: 0.3,
    reserved: 400,
    window: 128_000,
  },
  compliance: { code: 'compliance', model: 'mini', rule: 'regions', found: ['us'], allowed: ['eu'], by: 'base' },
  'compliance-unknown': { code: 'compliance-unknown', model: 'mini', rule: 'licences', by: 'own' },
  'secret-text': { code: 'secret-text', what: 'an API key of OpenAI', shown: 'sk-…' },
  'unused-resource': { code: 'unused-resource', kind: 'Prompt', name: 'draft' },
  'duplicate-step': { code: 'duplicate-step', id: 'query', of: 'step' },
  'too-many-steps': { code: 'too-many-steps', steps: 30, limit: 20 },
  'later-step': { code: 'later-step', step: 'query', name: 'answer' },
  'step-lacks-input': { code: 'step-lacks-input', prompt: 'answer', input: 'passages', nearest: undefined },
  'no-such-input': {
    code: 'no-such-input',
    prompt: 'answer',
    input: 'qestion',
    nearest: undefined,
    known: ['question'],
  },
  'unused-step': { code: 'unused-step', id: 'query' },
  'no-file-matches': { code: 'no-file-matches', pattern: 'kb/*.md' },
  'origin-not-bound': { code: 'origin-not-bound', url: 'https://app.acme.internal', providers: [] },
  'duplicate-tool': { code: 'duplicate-tool', name: 'order' },
  'tool-parameters': { code: 'tool-parameters', name: 'order' },
  'unknown-tool': { code: 'unknown-tool', name: 'order', nearest: undefined, known: ['refund'] },
  'no-examples': { code: 'no-examples', dataset: 'train' },
  'examples-leak': { code: 'examples-leak', prompt: 'answer', cases: ['a', 'b'] },
  'split-use': { code: 'split-use', dataset: 'train', split: 'train', use: 'suite' },
  'not-a-medium': { code: 'not-a-medium', case: 'a', name: 'photo', expected: 'a picture' },
  'no-medium': { code: 'no-medium', name: 'photo' },
  'curation-missing': { code: 'curation-missing', case: 'a', name: 'language' },
  'curation-repeated': { code: 'curation-repeated', name: 'input.question', case: 'a' },
  'curation-share': { code: 'curation-share', name: 'language', value: 'de', share: 0.75, limit: 0.5 },
  'unknown-step': { code: 'unknown-step', name: 'anwser', nearest: 'answer', known: ['answer'] },
  'subject-cannot': { code: 'subject-cannot', subject: 'app', kind: 'Application', what: 'turns' },
  'no-project': { code: 'no-project' },
  'second-project': { code: 'second-project', name: 'other' },
  'duplicate-name': { code: 'duplicate-name', kind: 'Model', name: 'mini' },
  'unresolved-reference': { code: 'unresolved-reference', kind: 'Dataset', name: 'cases', nearest: undefined },
  'extends-not-pinned': { code: 'extends-not-pinned', repository: 'acme/llm-platform', found: 'main' },
  'extends-invalid': { code: 'extends-invalid', organisation: 'acme/llm-platform@4f1c9e2', message: 'it is empty' },
  'extends-not-read': { code: 'extends-not-read', organisation: 'acme/llm-platform@4f1c9e2' },
  'organisation-decides': {
    code: 'organisation-decides',
    organisation: 'acme/llm-platform@4f1c9e2',
    name: 'openai',
    what: 'provider bound',
  },
  'unknown-provider': { code: 'unknown-provider', provider: 'acme', nearest: undefined },
  'parameter-not-taken': { code: 'parameter-not-taken', parameter: 'seed', type: 'anthropic' },
  'unknown-price': { code: 'unknown-price', model: 'own' },
  'origin-not-allowed': { code: 'origin-not-allowed', url: 'http://x', why: 'only https' },
  'key-name-not-allowed': { code: 'key-name-not-allowed', name: 'GITHUB_TOKEN', prefix: 'GITHUB_' },
  'target-path': { code: 'target-path', path: '..', why: 'no folder' },
  'repository-not-allowed': { code: 'repository-not-allowed', why: 'only https and ssh' },
  'targets-overlap': { code: 'targets-overlap', other: 'staging' },
  'branches-collide': { code: 'branches-collide', branch: 'a/b', other: 'a', of: 'staging' },
  'target-without-suite': { code: 'target-without-suite', subject: 'answer' },
  'predecessor-cycle': { code: 'predecessor-cycle', targets: ['a', 'b'] },
  'predecessor-subject': { code: 'predecessor-subject', after: 'staging', deploys: 'other', subject: 'answer' },
  'soak-without-after': { code: 'soak-without-after' },
  'template-syntax': { code: 'template-syntax', message: 'the tag is not closed' },
  'template-feature': { code: 'template-feature', feature: 'partial' },
  'unknown-template-name': { code: 'unknown-template-name', name: 'qestion', nearest: 'question', known: ['question'] },
  'label-in-prompt': { code: 'label-in-prompt', name: 'expected.word' },
  'unused-input': { code: 'unused-input', name: 'language' },
  'missing-input': { code: 'missing-input', case: 'a', name: 'question' },
  'duplicate-case': { code: 'duplicate-case', id: 'a' },
  'no-cases': { code: 'no-cases' },
  'case-without-id': { code: 'case-without-id', count: 3 },
  'unknown-slice': { code: 'unknown-slice', column: 'langauge', nearest: 'language' },
  'unknown-assertion': { code: 'unknown-assertion', type: 'vibes', nearest: undefined },
  'assertion-executes-code': { code: 'assertion-executes-code', type: 'python' },
  'assertion-refused': { code: 'assertion-refused', type: 'similar', reason: 'needs embeddings' },
  'assertion-takes-no': { code: 'assertion-takes-no', type: 'contains', field: 'judge' },
  'judge-is-judged': { code: 'judge-is-judged', model: 'mini' },
  'unknown-case': { code: 'unknown-case', id: 'refnd', nearest: 'refund' },
  'duplicate-label': { code: 'duplicate-label', case: 'refund', rater: 'ada' },
  'assertion-needs': { code: 'assertion-needs', type: 'contains', field: 'value', expected: 'a text' },
  'bad-regex': { code: 'bad-regex', pattern: '(', message: 'missing closing )' },
  'gate-twice': { code: 'gate-twice', metric: 'good' },
  'suite-too-small': { code: 'suite-too-small', suite: 'smoke', cases: 1, needed: 73, margin: 0.05 },
  'tool-without-result': { code: 'tool-without-result', suite: 'smoke', cases: 2, of: 3 },
  'unnamed-deployment': { code: 'unnamed-deployment', application: 'support-app' },
  'bad-ignore': { code: 'bad-ignore', ignored: 'unused-input', why: 'no reason', nearest: undefined },
  'import-format': { code: 'import-format' },
  'import-nothing': { code: 'import-nothing', what: 'message' },
  'import-conflict': { code: 'import-conflict' },
  'import-executes': { code: 'import-executes', what: 'javascript' },
  'import-lost': { code: 'import-lost', what: 'topK', why: 'no counterpart' },
  'import-changed': { code: 'import-changed', what: 'equals', why: 'white space' },
  'import-unused': { code: 'import-unused', what: 'outputPath' },
  'import-assertion': { code: 'import-assertion', type: 'similar', reason: 'needs embeddings' },
  'import-key': { code: 'import-key', variable: 'OPENAI_API_KEY' },
  'import-provider': { code: 'import-provider', provider: 'cohere', entry: '{url: …, key: …}' },
  'import-unbound': { code: 'import-unbound', provider: 'vllm', entry: '{url: https://vllm.acme.internal/v1}' },
  'import-template': { code: 'import-template', tag: '{{ x | upper }}', why: 'filter' },
  'unused-ignore': { code: 'unused-ignore', ignored: 'unused-input' },
  'recorded-line': { code: 'recorded-line', message: 'it has no key' },
}

group('the words for', () => {
  test.each(Object.values(examples))('$code begin small, end without a full stop and hold no code word', (problem) => {
    const { message, expected, help } = describe(problem)
    for (const part of [message, expected, help].filter((one) => one !== undefined)) {
      expect(part).not.toMatch(/\n|undefined|\[object|\.$/)
      expect(part.length).toBeGreaterThan(3)
    }
    expect(message).not.toMatch(/^[A-Z]/)
    expect(message).not.toContain(problem.code)
  })

  test('what an author wrote are cut to a length that can be read', () => {
    const long = 'x'.repeat(5_000)
    const problems: Problem[] = [
      { code: 'unknown-field', field: long, nearest: long, allowed: [] },
      { code: 'bad-regex', pattern: long, message: 'no' },
      { code: 'not-allowed-value', found: long, allowed: Array(500).fill(long), nearest: undefined },
      { code: 'duplicate-case', id: `${'x'.repeat(78)}🚲🚲` },
    ]
    for (const problem of problems) {
      const { message, expected, help } = describe(problem)
      for (const part of [message, expected ?? '', help ?? '']) {
        expect(part.length).toBeLessThan(2_000)
        expect(part.isWellFormed()).toBe(true)
      }
    }
  })

  test.each<[Problem, object]>([
    [
      { code: 'file-too-large', bytes: 300 * 1024, limit: 16 * 1024 * 1024 },
      { message: 'the file is too large: 300 KiB', expected: 'at most 16 MiB', help: 'split it into several files' },
    ],
    [
      { code: 'wrong-type', expected: 'mapping', found: 'null' },
      { message: 'there is no value here', expected: 'a mapping' },
    ],
    [
      { code: 'wrong-type', expected: 'string', found: 'number' },
      { message: 'this is a number', expected: 'a text', help: 'put it in quotes' },
    ],
    [
      { code: 'one-of-fields', fields: ['messages', 'system/user'], found: ['user', 'messages'] },
      {
        message: '`user` and `messages` exclude each other',
        expected: '`messages` or `system`/`user`',
        help: 'keep one of them',
      },
    ],
    [
      { code: 'case-without-id', count: 1 },
      {
        message: '1 case without an id: it is known by the input',
        help: 'with an `id`, a case stays comparable when its input is reworded',
      },
    ],
    [
      { code: 'unknown-assertion', type: 'not-contians', nearest: 'not-contains' },
      { message: 'there is no assertion `not-contians`', help: 'did you mean `not-contains`?' },
    ],
  ])('%j are these', (problem, words) => {
    expect(describe(problem)).toEqual(words)
  })
})
