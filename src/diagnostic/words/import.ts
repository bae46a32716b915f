import type { SomeDefinitions } from '../definition.ts'
import type { ChangeReason, LossReason, TemplateReason } from '../import-reasons.ts'
import { cut, quoted } from '../wording.ts'
import { helpFor } from './parts.ts'

/** What `import` reports about files of other formats. */
export const importWords = {
  'import-format': {
    means:
      'The file is in none of the formats that can be imported: GitHub `.prompt.yml`, promptfoo configuration, Prompty and dotprompt. The name of the file decides, else what stands at its top.',
    mend: 'Give the file the name that its format asks for, or check that it is the right file.',
    imports: 'error',
    say: () => ({
      message: 'this is in no format that can be imported',
      expected: 'a `.prompt.yml`, a `promptfooconfig.yaml`, a `.prompty` or a `.prompt` file',
    }),
  },
  'import-nothing': {
    means:
      'The file has its format, but nothing in it could become a resource: what it says of prompts is missing or broken.',
    mend: 'Mend what is reported beside it; a prompt is the least that can be imported.',
    imports: 'error',
    say: ({ what }) => ({ message: `there is no ${cut(what)} in this file that could be imported` }),
  },
  'import-conflict': {
    means:
      'The import would write a file that is there already and holds something else: edits of yours, or another import. It is never overwritten, and nothing else is written either.',
    mend: 'Move or delete the file (Git has it), or import into another folder with `--into`.',
    imports: 'error',
    say: () => ({
      message: 'a different file is here already; nothing was written',
      help: 'move or delete it, or import into another folder with `--into`',
    }),
  },
  'import-executes': {
    means:
      'The file names code: a script, a snippet, a command, an address that is called. Nothing that is read is executed, on any ref.',
    mend: 'Say it with another assertion, do it in the application itself, or write the result into the cases.',
    imports: 'warning',
    say: ({ what }) => ({ message: `${quoted(what)} would run code, and is left out` }),
  },
  'import-lost': {
    means: 'Something of the file has no place in the resources, so it is left out.',
    mend: 'See whether it matters. What remains is written without it.',
    imports: 'warning',
    say: ({ what, why }) => ({ message: `${quoted(what)} is left out: ${losses[why]}` }),
  },
  'import-changed': {
    means: 'Something is kept, but does not mean quite the same here.',
    mend: 'Read what is different, and adapt the resource if it matters.',
    imports: 'warning',
    say: ({ what, why }) => ({ message: `${quoted(what)} is not quite the same here: ${changes[why]}` }),
  },
  'import-unused': {
    means: 'Something is left out that changes no answer and no score: how a tool works, prints or is found.',
    mend: 'Nothing.',
    imports: 'note',
    say: ({ what }) => ({ message: `${quoted(what)} is left out; it changes no answer and no score` }),
  },
  'import-assertion': {
    means:
      'An assertion has a type or a value that cannot be used, so it is left out. The cases are kept. What can be used stands in `.github/ASSERTIONS.md`.',
    mend: 'Say it with another assertion.',
    imports: 'warning',
    say: ({ type, reason }) => ({ message: `the assertion ${quoted(type)} is left out: it ${cut(reason)}` }),
  },
  'import-key': {
    means:
      'The file holds a key, or a text in the place of one. Keys are never copied: the Project names the variable that holds one.',
    mend: 'Put the key into the variable, take it out of the file, and replace it at the provider if the file was ever shared.',
    imports: 'warning',
    say: ({ variable }) => ({
      message: 'a key is not copied',
      help: `put it into the environment variable ${quoted(variable)}`,
    }),
  },
  'import-provider': {
    means:
      'A model is at a provider of which nobody knows where it is. The new Project binds its name to `replay`, which answers from recorded answers alone and never touches the network.',
    mend: 'Write the address and the variable of the key into `providers` of the Project.',
    imports: 'warning',
    say: ({ provider, entry }) => ({
      message: `nobody knows where ${quoted(provider)} is, so it only replays recorded answers for now`,
      help: `write ${quoted(`${provider}: ${entry}`)} into \`providers\` of the Project`,
    }),
  },
  'import-unbound': {
    means:
      'A model is at a provider that the Project does not bind. Where models are called is policy, which a person writes and no import; without it, what would be written is not valid.',
    mend: 'Write the entry into `providers` of the Project, with the right address and variable, and import again.',
    imports: 'error',
    say: ({ provider, entry }) => ({
      message: `the Project does not bind ${quoted(provider)}`,
      help: `write ${quoted(`${provider}: ${entry}`)} into its \`providers\`, and import again`,
    }),
  },
  'import-template': {
    means:
      'A piece of a template says what templates here cannot: they insert names and repeat sections over lists, and compute nothing.',
    mend: 'Compute the value where the cases are made, and insert it by its name.',
    imports: 'warning',
    say: ({ tag, why }) => ({ message: `${quoted(tag)} ${templates[why].said}`, ...helpFor(templates[why].help) }),
  },
} satisfies SomeDefinitions

const losses: { readonly [reason in LossReason]: string } = {
  'no counterpart': 'resources have nothing like it',
  environment: 'environment variables are not read',
  network: 'nothing is fetched from the network',
  'own judge prompt': 'what judges are asked is fixed, beside the rubric',
  'score of a test': 'each metric has a score and a gate of its own, a test as a whole has none',
  unusable: 'its value cannot be used here',
  'no schema': 'it is no JSON Schema that can be used here',
  medium: 'files of pictures, sounds and documents are not copied',
  'too many': 'there are more of them than an import takes',
  history: 'a conversation is scripted in a case, under `turns`',
  'one for all models': 'it differs between the models, and a Prompt has one',
  'not a function': 'tools are functions with arguments',
  'default of an input': 'inputs have no defaults; every case gives them',
  'per test': 'it holds for single tests, and here it holds for a whole suite',
  'no such reference': 'it leads nowhere in this file',
  'never used': 'another field beside it comes first',
  'no suite': 'models beside the first are shown by a suite, and there are no tests for one',
  outside: 'it is outside of the folder of this file',
  application: 'an endpoint of your own is an Application here, with its request and the place of the answer',
  'only sampling': 'models are asked for texts only',
}

const changes: { readonly [reason in ChangeReason]: string } = {
  'GitHub Models': 'GitHub Models is gone, so the model is asked for elsewhere',
  'white space': 'white space around the answer counts',
  'judge scale': 'its text becomes the rubric of `llm-rubric`, which scores from 0 to 1',
  'default judge': 'no judge is named, and promptfoo takes one by the keys it finds',
  'shown models': 'further models are shown beside the first, and do not gate',
  responses: 'the model is asked for chat completions',
  'schema draft': 'it is read as JSON Schema 2020-12',
  'block role': 'as a block, the format itself would leave its text out',
  literal: 'it is taken as it stands',
  trials: 'each repetition is a trial of the case',
  'canonical JSON': 'lists and mappings are inserted as JSON with sorted keys',
  'whole answer': 'assertions see the whole answer, as the model gave it',
  'no assertion': 'a suite needs an assertion, so the cases are a Dataset alone',
}

const templates: {
  readonly [reason in TemplateReason]: { readonly said: string; readonly help?: string }
} = {
  filter: { said: 'is inserted without its filter', help: 'write the value into the cases as it shall be inserted' },
  expression: { said: 'is an expression, and is left out', help: 'write its value into the cases, and insert that' },
  call: { said: 'would run code, and is left out' },
  condition: {
    said: 'is a condition that templates do not have; its text is always there',
    help: 'write true or false into the cases, and use a section',
  },
  truth: {
    said: 'becomes a section, which is skipped only for false, null and the empty list',
    help: 'give null where there is nothing',
  },
  loop: { said: 'is a loop that templates do not have; its text is there once' },
  'outer name': { said: 'stands inside a loop, where a name means the item first' },
  statement: { said: 'is left out: templates have no such statement' },
  partial: { said: 'is left out: templates do not include others', help: 'write its text here' },
  helper: { said: 'is left out: templates have no helpers', help: 'write its value into the cases, and insert that' },
  unclosed: { said: 'is not closed within its message, or closes nothing; it is left out' },
  braces: { said: 'stands for itself, which templates cannot write; a space keeps it apart' },
  json: { said: 'is inserted as it is: a text without quotes, lists and mappings as JSON with sorted keys' },
  environment: { said: 'is left out: environment variables are not read' },
  history: { said: 'is left out: a conversation is scripted in a case, under `turns`' },
  spaces: { said: 'is replaced here; with spaces inside the braces, GitHub would leave it as it is' },
  value: { said: 'is a template in a value, which is taken as it stands' },
}
