import type { SomeDefinitions } from '../definition.ts'
import { count, meant, quoted } from '../wording.ts'
import { expectedOf, helpFor } from './parts.ts'

/** Problems of templates and of the cases that fill them. */
export const caseWords = {
  'template-syntax': {
    means: 'A mustache tag is not closed, not opened, or crossed with another one.',
    mend: 'Mend the tag that the frame shows.',
    say: ({ message }) => ({ message: `this is not a valid template: ${message}` }),
  },
  'template-feature': {
    means:
      'Templates are mustache without partials, lambdas and changes of delimiters: what stands there is what is sent.',
    mend: 'Write the text itself.',
    say: ({ feature }) => ({
      message: `templates have no ${feature}s`,
      expected: '`{{name}}`, `{{#section}}…{{/section}}`, `{{^inverted}}…{{/inverted}}` or `{{! comment }}`',
    }),
  },
  'unknown-template-name': {
    means: 'A template uses a name that nothing gives a value: it would be sent to the model as nothing at all.',
    mend: 'Take the suggestion, or give the cases that input.',
    say: ({ name, nearest, known }) => ({
      message: `nothing is called ${quoted(name)}`,
      ...expectedOf(nearest === undefined ? known : []),
      ...helpFor(meant(nearest)),
    }),
  },
  'label-in-prompt': {
    means: 'A prompt sees the answer that it is compared with, so that its score says nothing.',
    mend: 'Move what the prompt needs into `input` of the case.',
    say: ({ name }) => ({
      message: `${quoted(name)} is a label: a prompt must not see what its answer is compared with`,
      help: 'what the prompt needs belongs into `input` of the case',
    }),
  },
  'unused-input': {
    means:
      'The subject declares an input that nothing in it uses. Either a template forgot it, or the declaration is left over.',
    mend: 'Use it, or remove it.',
    judges: 'warning',
    say: ({ name }) => ({
      message: `nothing uses the input ${quoted(name)}`,
      help: `use \`{{${name}}}\`, or remove it`,
    }),
  },
  'curation-missing': {
    means: 'The Dataset says under `curation` that every case has this value, and this case has none, or an empty one.',
    mend: 'Give the case the value, or take it off `curation.required`.',
    say: (problem) => ({ message: `the case ${quoted(problem.case)} has no ${quoted(problem.name)}` }),
  },
  'curation-repeated': {
    means:
      'The Dataset says under `curation` that no two cases share this value. Copies count twice and prove nothing.',
    mend: 'Remove one of the two, or take the value off `curation.distinct`.',
    say: (problem) => ({
      message: `${quoted(problem.name)} is that of the case ${quoted(problem.case)}, too`,
      help: 'remove one of the two cases',
    }),
  },
  'curation-share': {
    means: 'The Dataset says under `curation` how much of the cases one value may make up, and this one makes up more.',
    mend: 'Add cases with other values, or raise the share.',
    say: ({ name, value, share, limit }) => ({
      message: `${Math.round(share * 100)} % of the cases have ${quoted(value)} as ${quoted(name)}`,
      expected: `at most ${Math.round(limit * 100)} %`,
    }),
  },
  'missing-input': {
    means: 'Most cases have the input, this one does not: its prompt would be incomplete.',
    mend: 'Add the input to the case.',
    say: (problem) => ({
      message: `the case ${quoted(problem.case)} has no ${quoted(problem.name)}`,
      help: 'other cases have it, and the template asks for it',
    }),
  },
  'duplicate-case': {
    means: 'Two cases have the same id, or no id and the same input. Base and head could not be paired.',
    mend: 'Give each case an id of its own, or remove one of the two.',
    say: ({ id, trials }) => ({
      message: `there is another case with the id ${quoted(id)}`,
      help: trials
        ? 'repetitions of a case are told apart by a column `trial`; `--trial NAME` if it has another name'
        : 'give each case an id of its own, or remove one of the two',
    }),
  },
  'no-cases': {
    means: 'A suite or dataset without cases measures nothing, and nothing measured is never a pass.',
    mend: 'Add a case with an `input`.',
    say: () => ({ message: 'there are no cases here', expected: 'at least one case with an `input`' }),
  },
  'case-without-id': {
    means:
      'A case without an id is known by its input, so that a reworded input makes it another case that has no counterpart in base.',
    mend: 'Give each case an `id`.',
    judges: 'note',
    say: (problem) => ({
      message: `${count(problem.count, 'case')} without an id: ${problem.count === 1 ? 'it is' : 'they are'} known by the input`,
      help: 'with an `id`, a case stays comparable when its input is reworded',
    }),
  },
  'unknown-slice': {
    means: 'Results shall be broken down by a column that no case has.',
    mend: 'Take the suggestion, or give the cases that column.',
    say: ({ column, nearest, option }) => ({
      message: `no case has a column ${quoted(column)}`,
      help:
        option === undefined
          ? (meant(nearest) ?? 'slices are the columns of a case beside `id`, `input` and `expected`')
          : [meant(nearest), `\`${option} NAME\` says which column it is`]
              .filter((part) => part !== undefined)
              .join(' '),
    }),
  },
  'recorded-line': {
    means:
      'A line of `llmops/recorded/*.jsonl` is not an answer in the form that `llmops eval --record` writes. It would be asked again instead of replayed.',
    mend: 'Record again instead of editing by hand.',
    say: ({ message }) => ({
      message: `this is not a recorded answer: ${message}`,
      help: '`llmops eval --record` writes these lines',
    }),
  },
} satisfies SomeDefinitions
