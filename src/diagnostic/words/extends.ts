import type { SomeDefinitions } from '../definition.ts'
import { quoted } from '../wording.ts'

/** Problems of `extends`: policy and Models of an organisation. */
export const extendsWords = {
  'extends-not-pinned': {
    means:
      'A branch or a tag can stand for something else tomorrow, so that policy and Models would change without anybody having reviewed it.',
    mend: 'Write the full commit id.',
    say: ({ repository, found }) => ({
      message:
        found === undefined
          ? `${quoted(repository)} names no commit`
          : `${quoted(found)} is not the full id of a commit`,
      expected: 'owner/repository@ and the 40 characters of a commit id',
      help: '`git ls-remote` with the address of that repository and the name of a branch or tag prints its commit',
    }),
  },
  'extends-invalid': {
    means:
      'What is extended is not valid itself at that commit, so neither its policy nor its Models can be relied on.',
    mend: 'Mend it in that repository, and name the commit that does.',
    say: ({ organisation, message }) => ({
      message: `${quoted(organisation)} cannot be extended: ${message}`,
      help: 'mend it in that repository, and name the commit that does',
    }),
  },
  'extends-not-read': {
    means:
      'Only the change itself names this repository, and a pull request sends nobody to an address: it is read once the base branch names it.',
    mend: 'Run `llmops validate` on a machine of your own, where it is read; merge it, then what uses its Models.',
    judges: 'warning',
    say: ({ organisation }) => ({
      message: `${quoted(organisation)} is not read, since only this change names that repository`,
      help: 'it holds only after the merge; on a machine of your own `llmops validate` reads it',
    }),
  },
  'organisation-decides': {
    means:
      'The organisation that a project extends has the last word on where models are asked, and its Models mean the same in every project.',
    mend: 'Remove the entry or choose another name; or have it changed in the repository of the organisation.',
    say: ({ organisation, name, what }) => ({
      message: refusals[what](quoted(name), quoted(organisation)),
      help: what === 'model' ? 'choose another name' : `remove it, or have it changed in ${quoted(organisation)}`,
    }),
  },
} satisfies SomeDefinitions

const refusals = {
  model: (name: string, organisation: string) => `${name} is a Model of ${organisation}, and means that one here, too`,
  'provider bound': (name: string, organisation: string) => `${organisation} says where ${name} is`,
  'provider not listed': (name: string, organisation: string) =>
    `${name} is not among the providers that ${organisation} allows`,
} as const
