import type { SomeDefinitions } from '../definition.ts'
import { count, cut, meant, quoted } from '../wording.ts'
import { expectedOf, helpFor } from './parts.ts'

/** Problems of chains, knowledge bases and applications. */
export const chainWords = {
  'duplicate-step': {
    means: 'Two steps, or a step and an input, have the same name, so that a template could mean either.',
    mend: 'Rename one of the two.',
    say: ({ id, of }) => ({
      message: of === 'step' ? `there is another step ${quoted(id)}` : `the chain has an input ${quoted(id)}, too`,
      help: 'rename one of the two',
    }),
  },
  'too-many-steps': {
    means: 'The chain has more steps than its `stepLimit` lets a case take: it could never come to its end.',
    mend: 'Raise `stepLimit` (at most 100), or split the chain.',
    say: ({ steps, limit }) => ({
      message: `the chain has ${count(steps, 'step')}, and ${limit} are the limit`,
      help: 'raise `stepLimit`',
    }),
  },
  'later-step': {
    means: 'A step uses the result of itself or of a step that comes after it. Steps only see what stands before them.',
    mend: 'Move the step that is used before this one.',
    say: ({ step, name }) => ({
      message: step === name ? `${quoted(step)} uses itself` : `${quoted(name)} comes after ${quoted(step)}`,
      help: step === name ? 'use a step before it' : `move ${quoted(name)} before ${quoted(step)}`,
    }),
  },
  'step-lacks-input': {
    means: 'The Prompt of a step has an input that neither the chain nor a step before has the name of.',
    mend: 'Say under `with` what it is, or rename the input or the step.',
    say: ({ prompt, input, nearest }) => ({
      message: `the Prompt ${quoted(prompt)} needs ${quoted(input)}, and no input or earlier step is called that`,
      help: meant(nearest) ?? `add \`with: {${cut(input)}: "{{…}}"}\``,
    }),
  },
  'no-such-input': {
    means: 'A step gives its Prompt an input that it does not have.',
    mend: 'Take the suggestion, or remove it.',
    say: ({ prompt, input, nearest, known }) => ({
      message: `the Prompt ${quoted(prompt)} has no input ${quoted(input)}`,
      ...expectedOf(nearest === undefined ? known : []),
      ...helpFor(meant(nearest)),
    }),
  },
  'unused-step': {
    means: 'No later step uses the result, and it is not the output: it costs time and money for nothing.',
    mend: 'Use it, or remove it.',
    judges: 'warning',
    say: ({ id }) => ({
      message: `no step uses ${quoted(id)}, and it is not the last`,
      help: 'use it in a later step, or remove it',
    }),
  },
  'no-file-matches': {
    means: 'A knowledge base without texts grounds nothing: the pattern leads to no file of the repository.',
    mend: 'Mend the pattern. It is relative to the file that it stands in; `*` is any part of a name, `**` any folders.',
    say: ({ pattern }) => ({
      message: `no file matches ${quoted(pattern)}`,
      help: 'patterns are relative to the file that names them',
    }),
  },
  'origin-not-bound': {
    means:
      'An address of your own is asked only where the Project of the base branch binds it: a pull request could otherwise send requests, and keys, anywhere.',
    mend: 'Add a provider of `type: http` with this origin to the Project.',
    say: ({ url, providers }) => ({
      message: `no provider of type http binds ${quoted(url)}`,
      ...expectedOf(providers),
      ...helpFor(providers.length > 0 ? undefined : `add \`app: {type: http, url: ${cut(url)}}\` to \`providers\``),
    }),
  },
  'unnamed-deployment': {
    means:
      'Nobody says which deployment of the Application answers at its address. Tomorrow it may be another, so its answers are never remembered for a later run: each asks anew.',
    mend: 'Say its `version` (a commit, a release, the digest of an image), and change that with each deployment.',
    judges: 'note',
    say: ({ application }) => ({
      message: `${quoted(application)} does not say which version of it answers, so every run asks anew`,
      help: 'add `version`, and change it with each deployment',
    }),
  },
} satisfies SomeDefinitions
