import fc from 'fast-check'

/** Files of a project by path. */
export type ProjectFiles = { readonly [path: string]: string }

const names = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom('a', 'b', 'c') },
  { weight: 1, arbitrary: fc.constantFrom('constructor', '__proto__', 'A', '') },
)
const reference = fc.oneof(
  { weight: 4, arbitrary: names },
  { weight: 6, arbitrary: fc.constant('openai/gpt-5-mini') },
  { weight: 1, arbitrary: fc.constantFrom('nowhere/x', 'a/', '/', '{{a}}') },
)
const scalar = fc.oneof(fc.string({ maxLength: 6 }), fc.integer(), fc.boolean(), fc.constant(null), names)
const anything = fc.oneof(scalar, fc.array(scalar, { maxLength: 2 }), fc.dictionary(names, scalar, { maxKeys: 2 }))
const template = fc.constantFrom(
  '{{a}}',
  '{{a.b}} {{c}}',
  '{{#a}}{{b}}{{/a}}',
  '{{',
  'text',
  '{{> x}}',
  '{{expected.b}}',
)
const text = fc.oneof(
  { weight: 3, arbitrary: template },
  fc.record({ file: fc.constantFrom('t.md', 'no.md', '../../x', '../llmops.yaml') }),
)
const cases = fc.array(fc.record({ id: names, input: fc.dictionary(names, scalar, { maxKeys: 2 }) }), { maxLength: 3 })
const assertion = fc.record(
  {
    type: fc.constantFrom('contains', 'regex', 'is-json', 'llm-rubric', 'python', 'x'),
    value: anything,
    judge: reference,
  },
  { requiredKeys: ['type'] },
)

/** Resources of the right shape, whatever their links lead to. */
const shaped = fc.oneof(
  fc.record({ kind: fc.constant('Model'), name: names, id: fc.constantFrom('openai/gpt-5-mini', 'nowhere/x') }),
  fc.record({ kind: fc.constant('Prompt'), name: names, model: reference, user: text }),
  fc.record({ kind: fc.constant('Dataset'), name: names, cases }),
  fc.record({
    kind: fc.constant('EvalSuite'),
    name: names,
    subject: names,
    dataset: names,
    assert: fc.constantFrom([{ type: 'icontains', value: '{{expected.a}}' }], [{ type: 'equals', value: 'x' }]),
  }),
)

/** A resource that is nearly right: of each kind, with fields that may be missing, of the wrong type, or not there at all. */
const resource = fc.oneof(
  fc.record({ kind: fc.constant('Model'), name: names, id: reference }, { requiredKeys: ['kind', 'name'] }),
  fc.record(
    {
      kind: fc.constant('Prompt'),
      name: names,
      model: reference,
      system: text,
      user: text,
      input: fc.array(names),
      output: anything,
    },
    { requiredKeys: ['kind', 'name'] },
  ),
  fc.record(
    { kind: fc.constant('Dataset'), name: names, cases, file: fc.constantFrom('d.jsonl', 'no.csv') },
    { requiredKeys: ['kind', 'name'] },
  ),
  fc.record(
    {
      kind: fc.constant('EvalSuite'),
      name: names,
      subject: reference,
      dataset: names,
      cases,
      assert: fc.array(assertion, { maxLength: 2 }),
    },
    { requiredKeys: ['kind', 'name'] },
  ),
  fc.record(
    { kind: fc.constant('DeploymentTarget'), name: names, deploy: names, after: names, to: anything },
    { requiredKeys: ['kind', 'name'] },
  ),
  fc.record({
    kind: fc.constantFrom('Chain', 'Application', 'KnowledgeBase', 'Nothing'),
    name: names,
    steps: anything,
    url: anything,
  }),
  fc.dictionary(names, anything, { maxKeys: 2 }),
)

const document = fc
  .oneof({ weight: 4, arbitrary: shaped }, { weight: 1, arbitrary: resource })
  .map((fields) => JSON.stringify(fields))
const file = fc.array(document, { minLength: 1, maxLength: 3 }).map((documents) => `${documents.join('\n---\n')}\n`)
const broken = fc.constantFrom('kind: [\n', 'a: &x 1\n', 'a: 1\na: 2\n', '', '- x\n')

/** Projects of a few files, most of them with problems. JSON is YAML, too. */
export const projects: fc.Arbitrary<ProjectFiles> = fc
  .record({
    good: fc.array(file, { maxLength: 4 }),
    bad: fc.array(broken, { maxLength: 1 }),
    data: fc.constantFrom('', 'x\n', '{"input": {"a": 1}}\n'),
  })
  .map(({ good, bad, data }) => ({
    'llmops.yaml': 'apiVersion: llmops/v1\nkind: Project\nname: p\n',
    'llmops/t.md': '{{a}}',
    'llmops/d.jsonl': data,
    ...Object.fromEntries([...good, ...bad].map((content, index) => [`llmops/f${index}.yaml`, content])),
  }))
