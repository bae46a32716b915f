import type { SomeDefinitions } from '../definition.ts'
import { count, meant, oneOf, quoted } from '../wording.ts'
import { expectedOf, helpFor } from './parts.ts'

const assertions = `${oneOf(['equals', 'contains', 'regex', 'is-json', 'llm-rubric'])}, or another type of promptfoo's, with or without \`not-\``

/** Problems of assertions, metrics and gates. */
export const assertionWords = {
  'unknown-assertion': {
    means: 'Neither promptfoo nor llmops has an assertion of this type.',
    mend: 'Take the suggestion, or choose one from [the whole list](ASSERTIONS.md).',
    say: ({ type, nearest }) => ({
      message: `there is no assertion ${quoted(type)}`,
      ...(nearest === undefined ? { expected: assertions } : { help: `did you mean ${quoted(nearest)}?` }),
    }),
  },
  'assertion-executes-code': {
    means:
      'Nothing in the YAML of a repository is executed: whoever opens a pull request would run code where the keys are.',
    mend: 'Use a declarative assertion, or a judge. A scorer of your own is an HTTP endpoint that base declares.',
    say: ({ type }) => ({
      message: `the assertion ${quoted(type)} would run code, and nothing in a repository's YAML is executed`,
      expected: assertions,
    }),
  },
  'assertion-refused': {
    means: 'The assertion needs something that an evaluation here does not have; the message says what.',
    mend: 'Choose another one from [the whole list](ASSERTIONS.md).',
    say: ({ type, reason }) => ({
      message: `the assertion ${quoted(type)} cannot be used: it ${reason}`,
      expected: assertions,
    }),
  },
  'assertion-needs': {
    means: 'The assertion cannot decide anything without this, or not with what stands there.',
    mend: 'Give it what the message names.',
    say: ({ type, field, expected }) => ({
      message: `the assertion ${quoted(type)} needs ${expected} as its \`${field}\``,
    }),
  },
  'assertion-takes-no': {
    means: 'The assertion has no use for this field: it would look like a condition and be none.',
    mend: 'Remove it, or choose the assertion that has it.',
    say: ({ type, field }) => ({
      message: `the assertion ${quoted(type)} has no use for a ${quoted(field)}`,
      help: 'remove it',
    }),
  },
  'unknown-step': {
    means: 'The assertion is about a step that the subject does not have. Only a Chain has steps.',
    mend: 'Name a step by its id, or remove `step` to look at the output.',
    say: ({ name, nearest, known }) => ({
      message:
        known.length === 0 ? `the subject has no steps, so no ${quoted(name)}` : `there is no step ${quoted(name)}`,
      ...expectedOf(nearest === undefined ? known : []),
      ...helpFor(meant(nearest) ?? (known.length === 0 ? 'remove `step`' : undefined)),
    }),
  },
  'subject-cannot': {
    means: 'The suite asks something of its subject that a subject of this kind cannot do.',
    mend: 'Judge a Prompt instead, or remove what the message names.',
    say: ({ subject, kind, what }) => ({ message: cannot[what](quoted(subject), kind) }),
  },
  'judge-is-judged': {
    means:
      'The model judges answers that it wrote itself. Models prefer their own answers, so that the score is too high.',
    mend: 'Let another model judge.',
    judges: 'warning',
    say: ({ model }) => ({
      message: `${quoted(model)} judges its own answers`,
      help: 'models prefer what they wrote themselves: let another one judge',
    }),
  },
  'unknown-case': {
    means: 'A label is about a case that the suite does not have, so that its judge cannot be asked about it.',
    mend: 'Take the suggestion, or remove the label of a case that is gone.',
    say: ({ id, nearest }) => ({
      message: `the suite has no case ${quoted(id)}`,
      ...helpFor(meant(nearest) ?? 'remove the label, or give the case back'),
    }),
  },
  'duplicate-label': {
    means: 'One and the same person labels one and the same output twice, so that it is not known what they say.',
    mend: 'Remove one of the two. Labels of several people each say in `rater` who it is.',
    say: (problem) => ({
      message: `this output of the case ${quoted(problem.case)} is labelled a second time${problem.rater === undefined ? '' : ` by ${quoted(problem.rater)}`}`,
      help: 'labels of several people each say in `rater` who it is',
    }),
  },
  'bad-regex': {
    means:
      'Patterns are RE2, which takes linear time on any text; one with look-around or back-references can run for hours on an unlucky answer.',
    mend: 'Write the pattern without look-around, back-references and more than 1,000 repetitions.',
    say: ({ pattern, message }) => ({
      message: `the pattern ${quoted(pattern)} cannot be used: ${message}`,
      help: 'patterns are RE2, which is safe on any text: no look-around, no back-references, at most 1,000 repetitions',
    }),
  },
  'gate-twice': {
    means: 'Several assertions form one metric, which has one gate; here two of them give different ones.',
    mend: 'Give the gate once, at any of its assertions.',
    say: ({ metric }) => ({
      message: `the metric ${quoted(metric)} has two different gates`,
      help: 'give the gate once, at any of its assertions',
    }),
  },
  'suite-too-small': {
    means:
      'With so few cases not even an unchanged answer to every one of them can show that nothing got worse by more than the gate allows: the verdict is "cannot tell" at best.',
    mend: 'Add cases, or allow a larger `maxDrop`.',
    judges: 'note',
    say: ({ cases, needed, margin }) => ({
      message: `${count(cases, 'case')} cannot show that nothing got worse by ${points(margin)}, even if no answer changes`,
      expected: `${needed} cases or more`,
      help: 'until then only a clear drop is found; a larger `maxDrop` needs fewer cases',
    }),
  },
  'tool-without-result': {
    means:
      'The subject has tools, and a case says no result of any. A model that calls one is told that there is none, and its answer says little about how it would go in earnest.',
    mend: 'Say under `tools` of the case what each call gives. Where no tool should be called, silence this with that reason.',
    judges: 'warning',
    say: ({ suite, cases, of }) => ({
      message: `${cases} of ${count(of, 'case')} of ${quoted(suite)} say no result of any tool, and the subject has some`,
      help: 'add `tools: [{call: …, result: …}]` to the case',
    }),
  },
} satisfies SomeDefinitions

const cannot = {
  models: (subject: string, kind: string) => `${subject} cannot be shown with other models: its ${kind} names none`,
  turns: (subject: string, kind: string) =>
    `${subject} cannot be asked in \`turns\`: only a Prompt can, and it is a ${kind}`,
  tools: (subject: string, kind: string) =>
    `${subject} calls no tools, so nothing asks for their results: it is a ${kind}`,
} as const

function points(share: number): string {
  return `${Number((share * 100).toFixed(2))} points`
}
