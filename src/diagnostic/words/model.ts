import type { SomeDefinitions } from '../definition.ts'
import { count, listed, oneOf, quoted } from '../wording.ts'

/** Problems of models and of what they are used for. */
export const modelWords = {
  'model-cycle': {
    means: 'A combination of models leads back to itself, so that it never ends in a model that can be asked.',
    mend: 'Remove one of the references.',
    say: ({ models }) => ({
      message:
        models.length === 1 ? `${listed(models)} falls back to itself` : `${listed(models)} fall back to each other`,
      help: 'remove one of them from `fallback`',
    }),
  },
  'field-of-single-model': {
    means: 'A combination of models has no price, window or parameters of its own: each of its models has them.',
    mend: 'Say it at the models of the combination.',
    say: ({ field }) => ({
      message: `a combination of models has no ${quoted(field)}`,
      help: 'say it at each of its models',
    }),
  },
  'model-output': {
    means: 'An index needs a model that gives embeddings, a prompt and a judge one that gives text.',
    mend: 'Choose another model, or say under `modalities` of the Model what it gives.',
    say: ({ model, gives, wanted }) => ({
      message: `${quoted(model)} gives ${gives}`,
      expected: `a model that gives ${wanted}`,
    }),
  },
  'modality-unsupported': {
    means: 'The prompt has a part that the model does not take in. Every call would be refused by the provider.',
    mend: 'Choose another model, or say under `modalities` of the Model what it takes in.',
    say: ({ model, modality }) => ({ message: `${quoted(model)} takes no ${modality}` }),
  },
  'output-not-taken': {
    means: 'The prompt asks for an answer by a JSON Schema, and the API of its model has no word for that.',
    mend: 'Take a model of another provider, or ask for JSON in the prompt and check it with `is-json`.',
    say: ({ model, type }) => ({
      message: `the API of ${quoted(type)} takes no output schema, so ${quoted(model)} cannot be asked for one`,
      help: 'ask for JSON in the prompt, and check the answer with `is-json`',
    }),
  },
  'request-not-taken': {
    means:
      'The model is to be asked for, or shown, what the API of its provider has no form for, or what cannot be asked of that API here. No call would be made.',
    mend: 'Take a model of another provider, or ask without it.',
    say: ({ what, model, type }) => ({
      message: `${quoted(model)} cannot be ${notTaken[what]}: the API of ${quoted(type)} has no form for that here`,
    }),
  },
  'parameter-refused': {
    means:
      'The API knows the parameter, but refuses it for this model, as its provider documents: every call would fail. The catalogue in the package says for which models that is so.',
    mend: 'Remove the parameter, or choose a value that the model takes.',
    judges: 'warning',
    say: ({ parameter, model, only, beside, whileReasoning }) => ({
      message: `${quoted(model)} refuses ${only.length === 0 ? 'any' : 'this'} ${quoted(parameter)}${when(beside, whileReasoning)}`,
      ...(only.length === 0 ? { help: `remove \`${parameter}\`` } : { expected: `${oneOf(only)}, or nothing at all` }),
    }),
  },
  'parameter-deprecated': {
    means: 'The provider still takes the parameter, and advises against it: it may be gone with the next model.',
    mend: 'Remove the parameter.',
    judges: 'note',
    say: ({ parameter, provider }) => ({
      message: `${quoted(provider)} advises against ${quoted(parameter)}: it is deprecated`,
      help: 'remove it; more `trials` show how much answers differ',
    }),
  },
  'model-retired': {
    means: 'The provider has switched the model off: every call fails.',
    mend: 'Take another model. If the day is wrong, say the right one under `retires` of a Model.',
    judges: 'warning',
    say: ({ model, retires }) => ({
      message: `${quoted(model)} was switched off on ${retires}`,
      help: 'take another model, and see what that does to the scores',
    }),
  },
  'model-retires-soon': {
    means: 'The provider switches the model off within 90 days. A prompt has to be tried with the next one before.',
    mend: 'Try another model while this one still answers, so that the two can be compared.',
    judges: 'warning',
    say: ({ model, retires, days }) => ({
      message: `${quoted(model)} is switched off on ${retires}, in ${count(days, 'day')}`,
      help: 'show the suite with another one under `models`, while this one still answers',
    }),
  },
  'context-window': {
    means:
      'The prompt with its longest case, its examples, tools and output schema, and what `maxTokens` keeps for the answer, is more than the model takes in. Counted with the tokenizer of OpenAI (o200k_base); for models with another one that is an estimate, and the message says so. Media are not counted.',
    mend: 'Shorten the prompt or the case, show fewer examples, or take a model with a larger window.',
    judges: 'warning',
    say: (problem) => ({
      message: `${quoted(problem.prompt)}${problem.case === undefined ? '' : ` with the case ${quoted(problem.case)}`} is ${tokens(problem)}`,
      expected: `at most ${number(problem.window - (problem.reserved ?? 0))} tokens`,
      help: `${quoted(problem.model)} takes in ${number(problem.window)}${problem.reserved === undefined ? '' : `, of which \`maxTokens\` keeps ${number(problem.reserved)} for the answer`}`,
    }),
  },
} satisfies SomeDefinitions

const notTaken = {
  pictures: 'shown pictures',
  sound: 'shown sound',
  documents: 'shown documents',
  embeddings: 'asked for embeddings',
  streaming: 'asked for a stream',
  responses: 'asked by the Responses API',
} as const

function when(beside: string | undefined, whileReasoning: boolean): string {
  if (beside !== undefined) return ` beside ${quoted(beside)}`
  return whileReasoning ? ' while it reasons' : ''
}

function tokens({ tokens: counted, error }: { readonly tokens: number; readonly error: number }): string {
  return error === 0
    ? `${number(counted)} tokens long`
    : `about ${number(counted)} tokens long (± ${Math.round(error * 100)} %)`
}

/** With a comma for each thousand, in every language of the machine. */
function number(amount: number): string {
  return String(amount).replaceAll(/\B(?=(\d{3})+$)/g, ',')
}
