import type { SomeDefinitions } from '../definition.ts'
import { count, listed, meant, quoted } from '../wording.ts'
import { expectedOf, helpFor } from './parts.ts'

/** Problems of tools, examples and media of prompts. */
export const promptWords = {
  'duplicate-tool': {
    means: 'Two tools have the same name, so that a call could mean either.',
    mend: 'Rename one of the two.',
    say: ({ name }) => ({ message: `there is another tool ${quoted(name)}`, help: 'rename one of the two' }),
  },
  'tool-parameters': {
    means: 'A tool is called with named arguments, so the schema of its parameters is one of an object.',
    mend: 'Give the schema `type: object` and name the arguments under `properties`.',
    say: ({ name }) => ({
      message: `the parameters of ${quoted(name)} are no object`,
      expected: 'a JSON Schema with `type: object`',
    }),
  },
  'unknown-tool': {
    means: 'A case or an assertion is about a tool that the subject does not have, so nothing would ever call it.',
    mend: 'Take the suggestion, or add the tool to the Prompt.',
    say: ({ name, nearest, known }) => ({
      message:
        known.length === 0 ? `the subject has no tools, so no ${quoted(name)}` : `there is no tool ${quoted(name)}`,
      ...expectedOf(nearest === undefined ? known : []),
      ...helpFor(meant(nearest)),
    }),
  },
  'no-examples': {
    means: 'No case of the Dataset has the columns that `where` asks for: the prompt would be asked without examples.',
    mend: 'Mend the values under `where`, or add cases.',
    say: ({ dataset }) => ({ message: `no case of ${quoted(dataset)} fits` }),
  },
  'examples-leak': {
    means:
      'Examples of the prompt are also cases that it is judged by, answers included. The score is better than the prompt.',
    mend: 'Take the examples from another Dataset than the cases.',
    judges: 'warning',
    say: ({ prompt, cases }) => ({
      message: `${quoted(prompt)} is shown the answers of ${count(cases.length, 'case')}: ${listed(cases)}`,
      help: 'take its examples from another Dataset',
    }),
  },
  'split-use': {
    means:
      'What a Dataset is for is said by its `split`: examples and tuning take from `train`, suites judge by `validation` or `test`.',
    mend: 'Use another Dataset, or correct the `split`.',
    judges: 'warning',
    say: ({ dataset, split, use }) => ({
      message:
        use === 'suite'
          ? `${quoted(dataset)} is for training, so it says little about new cases`
          : `${quoted(dataset)} is the \`${split}\` split, and examples give its answers away`,
      expected: use === 'suite' ? '`split: test` or `validation`' : '`split: train`',
    }),
  },
  'not-a-medium': {
    means: 'A part of a message is a picture, a sound or a document, and the input of this case is none of that kind.',
    mend: 'Give a data URL in base64, or a path, and list the input under `media` of the Dataset.',
    say: (problem) => ({
      message: `in the case ${quoted(problem.case)}, ${quoted(problem.name)} is not ${problem.expected}`,
      expected: 'a data URL such as `data:image/png;base64,…`, or a path, with `media` in the Dataset',
    }),
  },
  'no-medium': {
    means: 'The Dataset says that an input is the path of a file, and no case has that input.',
    mend: 'Correct the name under `media`, or remove it.',
    say: ({ name }) => ({ message: `no case has an input ${quoted(name)}` }),
  },
} satisfies SomeDefinitions
