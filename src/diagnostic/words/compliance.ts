import type { SomeDefinitions } from '../definition.ts'
import { listed, oneOf, quoted } from '../wording.ts'

/** Problems of what an organisation demands of models and files. */
export const complianceWords = {
  compliance: {
    means:
      'The Project demands something of every model under `compliance`, and this model does not satisfy it. On a pull request the rules of base hold, too: a change cannot excuse itself.',
    mend: 'Take another model, or have the rule changed on the base branch by those who own it.',
    say: ({ model, rule, found, allowed, by }) => ({
      message: breaches[rule](quoted(model), listed(found)),
      expected: wanted[rule](allowed),
      help: `the Project${by === 'base' ? ' on base' : ''} demands it under \`compliance\`: take another model`,
    }),
  },
  'compliance-unknown': {
    means:
      'The Project demands something of every model under `compliance`, and nobody says whether this model satisfies it. What is not known is not taken for right.',
    mend: 'Find it out, and say it in a Model. Where that must not be left open, make this an error under `rules`.',
    judges: 'warning',
    say: ({ model, rule, by }) => ({
      message: `nobody says the \`${fields[rule]}\` of ${quoted(model)}, and the Project${by === 'base' ? ' on base' : ''} has a rule for it`,
      help: `give a Model with \`${fields[rule]}: …\``,
    }),
  },
  'secret-text': {
    means:
      'A file of the project holds what looks like a key, token or password. Whoever can read the repository has it, also after it is deleted: Git keeps it.',
    mend: 'Revoke it where it was issued, then take it out. Keys belong into environment variables that the Project names.',
    judges: 'warning',
    say: ({ what, shown }) => ({
      message: `this looks like ${what}${shown === '' ? '' : ` (${quoted(shown)})`}`,
      help: 'revoke it, then take it out: a key belongs into an environment variable, and Git keeps what was ever committed',
    }),
  },
} satisfies SomeDefinitions

const breaches = {
  licences: (model: string, found: string) => `the licence of ${model} is ${found}, which is not allowed`,
  regions: (model: string, found: string) => `${model} is computed in ${found}, which is not allowed`,
  retention: (model: string, found: string) => `the provider of ${model} keeps requests for ${found}`,
  certifications: (model: string, found: string) => `${model} is not certified for ${found}`,
} as const

const wanted = {
  licences: oneOf,
  regions: oneOf,
  retention: ([most = 'none']: readonly string[]) => (most === 'none' ? 'none at all' : `at most ${quoted(most)}`),
  certifications: listed,
} as const

const fields = {
  licences: 'licence',
  regions: 'regions',
  retention: 'retention',
  certifications: 'certifications',
} as const
