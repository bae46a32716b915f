import type { SomeDefinitions } from '../definition.ts'
import { meant, quoted } from '../wording.ts'
import { helpFor } from './parts.ts'

/** Problems between resources, and of the providers that the Project binds. */
export const linkWords = {
  'no-project': {
    means: 'The folder has no `llmops.yaml` with a Project in it, so there is no policy to hold anything against.',
    mend: 'Run `llmops init`, or start llmops in the folder of a project.',
    say: () => ({
      message: 'there is no Project in `llmops.yaml`',
      expected: 'a document with `apiVersion: llmops/v1`, `kind: Project` and a `name`',
      help: '`llmops init` writes one',
    }),
  },
  'second-project': {
    means:
      'Names, policy, gates and ledger belong to one Project; with two of them in one folder it is unclear whose they are.',
    mend: 'Move the fields into the first, or the files into a folder of their own.',
    say: ({ name }) => ({
      message: `${quoted(name)} is a second Project`,
      expected: 'one Project for all files of a folder, in its `llmops.yaml`',
      help: 'move its fields into the first, or its files into a folder of their own',
    }),
  },
  'duplicate-name': {
    means:
      'Two resources have the same name, so that a reference could mean either. Prompts, Chains and Applications share one namespace.',
    mend: 'Rename one of the two, with `formerly` where its history shall go on.',
    say: ({ kind, name }) => ({
      message: `there is another ${subjectKinds.has(kind) ? 'Prompt, Chain or Application' : kind} called ${quoted(name)}`,
      help: 'rename one of the two',
    }),
  },
  'unresolved-reference': {
    means: 'A resource names another one that is not there. What is only broken is reported where it stands, not here.',
    mend: 'Take the suggestion, or add the resource.',
    say: ({ kind, name, nearest, unread }) => ({
      message: `there is no ${kind} called ${quoted(name)}${unread === undefined ? '' : ` here, and ${quoted(unread)} is not read`}`,
      ...helpFor(
        unread === undefined
          ? (meant(nearest) ?? (kind === 'Model' ? 'name a Model, or write provider/id' : undefined))
          : 'first merge the change of `extends`, then what uses its Models',
      ),
    }),
  },
  'unused-resource': {
    means:
      'Nothing in the project uses the resource: no suite, target, prompt or chain. It is checked, and does nothing.',
    mend: 'Use it, or remove it. A subject needs a suite to be evaluated.',
    judges: 'warning',
    ofWhole: true,
    say: ({ kind, name }) => ({
      message: `nothing uses the ${kind} ${quoted(name)}`,
      help: subjectKinds.has(kind)
        ? `add an EvalSuite with \`subject: ${name}\`, or remove it`
        : 'use it, or remove it',
    }),
  },
  'unknown-provider': {
    means:
      'A model is at a provider that is neither well known nor bound in the Project, so nobody knows where to call it.',
    mend: 'Correct the name, or bind the provider in the Project.',
    say: ({ provider, nearest }) => ({
      message: `there is no provider ${quoted(provider)}`,
      help: meant(nearest) ?? `add \`${provider}: {url: …, key: …}\` to \`providers\` in the Project`,
    }),
  },
  'parameter-not-taken': {
    means: "The API of the model's provider has no word for this parameter; a request with it would be refused.",
    mend: 'Remove the parameter, or take a model of another provider.',
    say: ({ parameter, type }) => ({ message: `the API of ${quoted(type)} takes no ${quoted(parameter)}` }),
  },
  'unknown-price': {
    means: 'Neither the Model nor the catalogue knows what a call costs, so the budget in USD cannot hold it.',
    mend: 'Give the Model a `price`; 0 for one of your own.',
    judges: 'warning',
    say: ({ model }) => ({
      message: `the price of ${quoted(model)} is not known, so the budget cannot hold its calls`,
      help: 'give a Model with `price: {input: …, output: …}` in USD per million tokens; 0 for one of your own',
    }),
  },
  'origin-not-allowed': {
    means:
      'A key would be sent to an address that could be anyone: plain http, a user name in the URL, an address inside the network.',
    mend: 'Use https and a name.',
    say: ({ url, why }) => ({
      message: `no key can be sent to ${quoted(url)}`,
      expected: 'an https URL such as `https://vllm.acme.internal/v1`',
      help: why,
    }),
  },
  'key-name-not-allowed': {
    means: 'Variables of the runner hold its own secrets; a provider that could name one could read it.',
    mend: 'Choose another variable, such as `VLLM_KEY`.',
    say: ({ name, prefix }) => ({
      message: `${quoted(name)} cannot hold the key of a provider`,
      help: `variables that begin with \`${prefix}\` belong to the runner; choose another name`,
    }),
  },
} satisfies SomeDefinitions

const subjectKinds: ReadonlySet<string> = new Set(['Prompt', 'Chain', 'Application'])
