import type { Problem, ProblemCode } from './problem.ts'
import { alternatives, bytes, count, cut, listed, meant, oneOf, quoted, typeWords } from './wording.ts'

/** The words for a problem: what was found, what was expected instead, and what to do. Names stand in backticks. */
export interface Description {
  readonly message: string
  readonly expected?: string
  readonly help?: string
}

type Words = { readonly [C in ProblemCode]: (problem: Extract<Problem, { code: C }>) => Description }

/** Says a problem in words. A problem without words does not compile. */
export function describe(problem: Problem): Description {
  const say = words[problem.code] as (problem: Problem) => Description
  return say(problem)
}

const words: Words = {
  // the text
  'yaml-syntax': ({ message }) => ({ message: `this is not valid YAML: ${message}` }),
  'duplicate-key': ({ key }) => ({
    message: `the key ${quoted(key)} is given twice`,
    help: 'keep one of the two',
  }),
  'yaml-feature': ({ feature }) => ({
    message: `${features[feature]} of YAML are not used here`,
    help: featureHelp[feature],
  }),
  'reserved-key': ({ key }) => ({ message: `${quoted(key)} cannot be a key`, help: 'choose another name' }),
  'too-deep': ({ limit }) => ({ message: `this is nested more than ${limit} levels deep` }),
  'file-too-large': (problem) => ({
    message: `the file is too large: ${bytes(problem.bytes)}`,
    expected: `at most ${bytes(problem.limit)}`,
    help: 'split it into several files',
  }),
  'too-many-files': (problem) => ({
    message: `the project has ${count(problem.count, 'YAML file')}`,
    expected: `at most ${problem.limit}`,
    help: 'put several resources into one file, separated by `---`',
  }),
  'not-text': ({ why }) => ({ message: notText[why].message, help: notText[why].help }),
  'not-a-file': ({ found }) => ({
    message: `this is a ${found === 'symlink' ? 'symbolic link' : found}, not a file`,
    help:
      found === 'directory' ? 'name a file in it' : 'links and submodules are not followed; put the file itself here',
  }),
  'file-not-found': ({ file, nearest }) => ({
    message: `there is no file ${quoted(file)}`,
    help: meant(nearest) ?? 'paths are relative to the file that names them',
  }),
  'path-outside-project': ({ file }) => ({
    message: `${quoted(file)} is outside the repository`,
    expected: 'a path with `/`, relative to this file, that stays in the repository and out of `.git`',
  }),
  'json-syntax': ({ message }) => ({ message: `this is not valid JSON: ${message}` }),

  // the shape
  'not-a-mapping': ({ found }) => ({
    message: `this is ${typeWords(found)}`,
    expected: 'a mapping: lines of `key: value`',
  }),
  'missing-kind': () => ({
    message: 'this document does not say what it describes',
    expected: '`kind: Prompt`, or another kind',
  }),
  'unknown-kind': ({ kind, nearest }) => ({
    message: `there is no kind ${quoted(kind)}`,
    expected: 'Project, Model, Prompt, Dataset, EvalSuite or DeploymentTarget',
    ...helpFor(meant(nearest)),
  }),
  'not-available-yet': ({ what }) => ({
    message: `${quoted(what)} is announced, but this version cannot do it yet`,
    help: 'remove it for now',
  }),
  'unknown-field': ({ field, nearest, allowed }) => ({
    message: `there is no field ${quoted(field)} here`,
    ...expectedOf(nearest === undefined ? allowed : []),
    ...helpFor(meant(nearest) ?? foreignFields[field]),
  }),
  'missing-field': ({ field }) => ({ message: `${quoted(field)} is missing`, help: `add \`${field}: …\`` }),
  'wrong-type': ({ expected, found }) => ({
    message: found === 'null' ? 'there is no value here' : `this is ${typeWords(found)}`,
    expected: typeWords(expected),
    ...helpFor(found !== 'string' && expected === 'string' && isScalar(found) ? 'put it in quotes' : undefined),
  }),
  'not-allowed-value': ({ found, allowed, nearest }) => ({
    message: `${quoted(found)} is not possible here`,
    expected: oneOf(allowed),
    ...helpFor(meant(nearest)),
  }),
  'out-of-range': ({ found, expected }) => ({ message: `this is out of range: ${cut(found)}`, expected }),
  'bad-format': ({ found, expected }) => ({ message: `${quoted(found)} has the wrong form`, expected }),
  'one-of-fields': ({ fields, found }) =>
    found.length === 0
      ? { message: `${alternatives(fields)} is missing`, help: 'give exactly one of them' }
      : { message: `${listed(found)} exclude each other`, expected: alternatives(fields), help: 'keep one of them' },
  'bad-json-schema': ({ message }) => ({ message: `this is not a usable JSON Schema: ${message}` }),

  // the links
  'no-project': () => ({
    message: 'there is no Project in `llmops.yaml`',
    expected: 'a document with `apiVersion: llmops/v1`, `kind: Project` and a `name`',
    help: '`llmops init` writes one',
  }),
  'second-project': ({ name }) => ({
    message: `${quoted(name)} is a second Project`,
    expected: 'one Project for all files of a folder, in its `llmops.yaml`',
    help: 'move its fields into the first, or its files into a folder of their own',
  }),
  'duplicate-name': ({ kind, name }) => ({
    message: `there is another ${subjectKinds.has(kind) ? 'Prompt, Chain or Application' : kind} called ${quoted(name)}`,
    help: 'rename one of the two',
  }),
  'unresolved-reference': ({ kind, name, nearest }) => ({
    message: `there is no ${kind} called ${quoted(name)}`,
    ...helpFor(meant(nearest) ?? (kind === 'Model' ? 'name a Model, or write provider/id' : undefined)),
  }),
  'unknown-provider': ({ provider, nearest }) => ({
    message: `there is no provider ${quoted(provider)}`,
    help: meant(nearest) ?? `add \`${provider}: {url: …, key: …}\` to \`providers\` in the Project`,
  }),
  'unknown-price': ({ model }) => ({
    message: `the price of ${quoted(model)} is not known, so the budget cannot hold its calls`,
    help: 'give a Model with `price: {input: …, output: …}` in USD per million tokens; 0 for one of your own',
  }),
  'origin-not-allowed': ({ url, why }) => ({
    message: `no key can be sent to ${quoted(url)}`,
    expected: 'an https URL such as `https://vllm.acme.internal/v1`',
    help: why,
  }),
  'key-name-not-allowed': ({ name, prefix }) => ({
    message: `${quoted(name)} cannot hold the key of a provider`,
    help: `variables that begin with \`${prefix}\` belong to the runner; choose another name`,
  }),

  // targets
  'target-path': ({ path, why }) => ({
    message: targetPath[why].message(quoted(path)),
    expected: targetPath[why].expected,
  }),
  'repository-not-allowed': ({ why }) => ({
    message: 'nothing can be delivered to this repository',
    expected: 'a URL such as `https://github.com/acme/prompts.git`, or a path',
    help: why,
  }),
  'targets-overlap': ({ other }) => ({
    message: `this is where ${quoted(other)} writes: one would overwrite the other`,
    help: 'give each target a folder or a branch of its own, none inside another',
  }),
  'branches-collide': ({ branch, other, of }) => ({
    message: `${quoted(branch)} ${branch === other ? `is the branch of ${of}` : `and ${quoted(other)}, of ${of}, cannot both be branches`}`,
    help:
      branch === other ? 'choose another branch' : 'Git keeps no branch inside the name of another; choose other names',
  }),
  'target-without-suite': ({ subject }) => ({
    message: `no suite judges ${quoted(subject)}, so nothing could stop a bad one`,
    help: `add an EvalSuite with \`subject: ${cut(subject)}\``,
  }),
  'predecessor-cycle': ({ targets }) => ({
    message:
      targets.length === 1
        ? `${listed(targets)} waits for itself`
        : `${listed(targets)} wait for each other, so that nothing ever gets there`,
    help: 'remove one `after`',
  }),
  'predecessor-subject': ({ after, deploys, subject }) => ({
    message: `${quoted(after)} holds ${quoted(deploys)} and never ${quoted(subject)}, so this would wait for ever`,
    expected: `a target that deploys ${quoted(subject)}`,
  }),
  'soak-without-after': () => ({
    message: 'there is nothing to soak: no target comes before this one',
    help: 'add `after: …`, or remove it',
  }),

  // templates and cases
  'template-syntax': ({ message }) => ({ message: `this is not a valid template: ${message}` }),
  'template-feature': ({ feature }) => ({
    message: `templates have no ${feature}s`,
    expected: '`{{name}}`, `{{#section}}…{{/section}}`, `{{^inverted}}…{{/inverted}}` or `{{! comment }}`',
  }),
  'unknown-template-name': ({ name, nearest, known }) => ({
    message: `nothing is called ${quoted(name)}`,
    ...expectedOf(nearest === undefined ? known : []),
    ...helpFor(meant(nearest)),
  }),
  'label-in-prompt': ({ name }) => ({
    message: `${quoted(name)} is a label: a prompt must not see what its answer is compared with`,
    help: 'what the prompt needs belongs into `input` of the case',
  }),
  'unused-input': ({ name }) => ({
    message: `no message uses the input ${quoted(name)}`,
    help: `use \`{{${name}}}\`, or remove it`,
  }),
  'missing-input': (problem) => ({
    message: `the case ${quoted(problem.case)} has no ${quoted(problem.name)}`,
    help: 'other cases have it, and the template asks for it',
  }),
  'duplicate-case': ({ id }) => ({
    message: `there is another case with the id ${quoted(id)}`,
    help: 'give each case an id of its own, or remove one of the two',
  }),
  'no-cases': () => ({ message: 'there are no cases here', expected: 'at least one case with an `input`' }),
  'case-without-id': (problem) => ({
    message: `${count(problem.count, 'case')} without an id: ${problem.count === 1 ? 'it is' : 'they are'} known by the input`,
    help: 'with an `id`, a case stays comparable when its input is reworded',
  }),
  'unknown-slice': ({ column, nearest }) => ({
    message: `no case has a column ${quoted(column)}`,
    help: meant(nearest) ?? 'slices are the columns of a case beside `id`, `input` and `expected`',
  }),

  // assertions and gates
  'unknown-assertion': ({ type, nearest }) => ({
    message: `there is no assertion ${quoted(type)}`,
    ...(nearest === undefined ? { expected: assertions } : { help: `did you mean ${quoted(nearest)}?` }),
  }),
  'assertion-executes-code': ({ type }) => ({
    message: `the assertion ${quoted(type)} would run code, and nothing in a repository's YAML is executed`,
    expected: assertions,
  }),
  'assertion-refused': ({ type, reason }) => ({
    message: `the assertion ${quoted(type)} cannot be used: it ${reason}`,
    expected: assertions,
  }),
  'assertion-needs': ({ type, field, expected }) => ({
    message: `the assertion ${quoted(type)} needs ${expected} as its \`${field}\``,
  }),
  'assertion-takes-no': ({ type, field }) => ({
    message: `the assertion ${quoted(type)} has no use for a ${quoted(field)}`,
    help: 'remove it',
  }),
  'judge-is-judged': ({ model }) => ({
    message: `${quoted(model)} judges its own answers`,
    help: 'models prefer what they wrote themselves: let another one judge',
  }),
  'bad-regex': ({ pattern, message }) => ({
    message: `the pattern ${quoted(pattern)} cannot be used: ${message}`,
    help: 'patterns are RE2, which is safe on any text: no look-around, no back-references, at most 1,000 repetitions',
  }),
  'gate-twice': ({ metric }) => ({
    message: `the metric ${quoted(metric)} has two different gates`,
    help: 'give the gate once, at any of its assertions',
  }),
  'suite-too-small': ({ cases, needed, margin }) => ({
    message: `${count(cases, 'case')} cannot show that nothing got worse by ${points(margin)}, even if no answer changes`,
    expected: `${needed} cases or more`,
    help: 'until then only a clear drop is found; a larger `maxDrop` needs fewer cases',
  }),
  'recorded-line': ({ message }) => ({
    message: `this is not a recorded answer: ${message}`,
    help: '`llmops record` writes these lines',
  }),
}

const features = {
  anchor: 'anchors (`&name`)',
  alias: 'aliases (`*name`)',
  tag: 'tags (`!name`)',
  'merge key': 'merge keys (`<<`)',
  directive: 'directives (`%NAME`)',
} as const

const featureHelp = {
  anchor: 'write the value where it is used; in a text, put it in quotes',
  alias: 'write the value itself; in a text, put it in quotes',
  tag: 'write the value without it; in a text, put it in quotes',
  'merge key': 'write the fields themselves',
  directive: 'remove the line',
} as const

const notText = {
  'NUL byte': { message: 'the file holds a NUL byte: it is not a text', help: 'save it as UTF-8' },
  'invalid UTF-8': { message: 'the file is not UTF-8', help: 'save it as UTF-8' },
  'LFS pointer': {
    message: 'the file is a pointer of Git LFS, not the text itself',
    help: 'keep this file in Git, without LFS',
  },
} as const

const targetPath = {
  'no folder': {
    message: (path: string) => `nothing can be delivered to ${path}`,
    expected: 'a folder below the root of the repository, or an absolute path; with `/`, and out of `.git`',
  },
  'not on the branch': {
    message: (path: string) => `${path} is no folder on a branch`,
    expected: 'a path with `/` that stays below the root of the branch and out of `.git`',
  },
  'own files': {
    message: (path: string) => `${path} holds files of the project itself, which a delivery would overwrite`,
    expected: 'a folder of its own',
  },
} as const

/** Fields of other formats that people bring along. */
const foreignFields: { readonly [field: string]: string | undefined } = {
  apiVersion: 'it is stated once, in the Project',
  metadata: 'fields are flat: `name` and `labels` stand beside `kind`',
  spec: 'fields are flat: they stand beside `kind`',
}

const subjectKinds: ReadonlySet<string> = new Set(['Prompt', 'Chain', 'Application'])

const assertions = `${oneOf(['equals', 'contains', 'regex', 'is-json', 'llm-rubric'])}, or another type of promptfoo's, with or without \`not-\``

function helpFor(help: string | undefined): { readonly help?: string } {
  return help === undefined ? {} : { help }
}

function expectedOf(names: readonly string[]): { readonly expected?: string } {
  return names.length === 0 ? {} : { expected: oneOf(names) }
}

function isScalar(type: string): boolean {
  return type === 'number' || type === 'boolean'
}

function points(share: number): string {
  return `${Number((share * 100).toFixed(2))} points`
}
