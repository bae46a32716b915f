import type { SomeDefinitions } from '../definition.ts'
import { alternatives, cut, listed, meant, oneOf, quoted, typeWords } from '../wording.ts'
import { expectedOf, helpFor } from './parts.ts'

/** Problems of the shape of one resource. */
export const shapeWords = {
  'not-a-mapping': {
    means: 'Every document describes one resource: a mapping with `kind`, `name` and the fields of its kind.',
    mend: 'Write lines of `key: value`.',
    say: ({ found }) => ({
      message: `this is ${typeWords(found)}`,
      expected: 'a mapping: lines of `key: value`',
    }),
  },
  'missing-kind': {
    means: 'Without `kind` a document cannot be checked: nobody knows which fields it may have.',
    mend: 'Add `kind: Prompt`, or another kind.',
    say: () => ({
      message: 'this document does not say what it describes',
      expected: '`kind: Prompt`, or another kind',
    }),
  },
  'unknown-kind': {
    means: 'No kind has this name. Kinds are spelt with capitals, as in `EvalSuite`.',
    mend: 'Choose one of those that the message lists.',
    say: ({ kind, nearest }) => ({
      message: `there is no kind ${quoted(kind)}`,
      expected: 'Project, Model, Prompt, Chain, Application, KnowledgeBase, Dataset, EvalSuite or DeploymentTarget',
      ...helpFor(meant(nearest)),
    }),
  },
  'not-available-yet': {
    means:
      'The format has announced this field or kind; this version does not know what to do with it, and does not guess.',
    mend: 'Remove it for now.',
    say: ({ what }) => ({
      message: `${quoted(what)} is announced, but this version cannot do it yet`,
      help: 'remove it for now',
    }),
  },
  'unknown-field': {
    means:
      'The resource has no such field. A misspelt field that were ignored would be a setting that silently does nothing.',
    mend: 'Take the suggestion, or remove the field. Own notes belong into `labels` or a comment.',
    say: ({ field, nearest, allowed }) => ({
      message: `there is no field ${quoted(field)} here`,
      ...expectedOf(nearest === undefined ? allowed : []),
      ...helpFor(meant(nearest) ?? foreignFields[field]),
    }),
  },
  'missing-field': {
    means: 'The kind cannot do without this field, and no default would be right for everyone.',
    mend: 'Add the field.',
    say: ({ field }) => ({ message: `${quoted(field)} is missing`, help: `add \`${field}: …\`` }),
  },
  'wrong-type': {
    means:
      'The field holds another type of value than it takes. Nothing is converted silently: `1.0` is a number, and a version is a text.',
    mend: 'Write what is expected; put a text that looks like a number in quotes.',
    say: ({ expected, found }) => ({
      message: found === 'null' ? 'there is no value here' : `this is ${typeWords(found)}`,
      expected: typeWords(expected),
      ...helpFor(found !== 'string' && expected === 'string' && isScalar(found) ? 'put it in quotes' : undefined),
    }),
  },
  'not-allowed-value': {
    means: 'The field takes one of a few values, and this is none of them.',
    mend: 'Choose one of those that the message lists.',
    say: ({ found, allowed, nearest }) => ({
      message: `${quoted(found)} is not possible here`,
      expected: oneOf(allowed),
      ...helpFor(meant(nearest)),
    }),
  },
  'out-of-range': {
    means:
      'The value has the right type, but not a size that makes sense: a share above 1, an empty list, a number that would lose digits.',
    mend: 'Stay within the bound that the message names.',
    say: ({ found, expected }) => ({ message: `this is out of range: ${cut(found)}`, expected }),
  },
  'bad-format': {
    means: 'The text does not have the form that the field needs: a name, a date, a duration, the name of a variable.',
    mend: 'Write it in the form that the message describes.',
    say: ({ found, expected }) => ({ message: `${quoted(found)} has the wrong form`, expected }),
  },
  'one-of-fields': {
    means: 'The resource says one thing in two ways that exclude each other, or in neither.',
    mend: 'Keep exactly one of the ways that the message names.',
    say: ({ fields, found }) =>
      found.length === 0
        ? { message: `${alternatives(fields)} is missing`, help: 'give exactly one of them' }
        : { message: `${listed(found)} exclude each other`, expected: alternatives(fields), help: 'keep one of them' },
  },
  'field-needs': {
    means: 'The field says something about another one that is not there, or is nothing without it.',
    mend: 'Add the other field, or remove this one.',
    say: ({ field, needs }) => ({ message: `${quoted(field)} needs ${quoted(needs)} beside it` }),
  },
  'bad-json-schema': {
    means:
      'A JSON Schema of your own is no schema of draft 2020-12, refers to something outside itself, or would look at one value without end. It would be discovered only after the answers are paid for.',
    mend: 'Mend the schema. Everything it refers to must stand in it, under `$defs`.',
    say: ({ message }) => ({ message: `this is not a usable JSON Schema: ${message}` }),
  },
} satisfies SomeDefinitions

/** Fields of other formats that people bring along. */
const foreignFields: { readonly [field: string]: string | undefined } = {
  apiVersion: 'it is stated once, in the Project',
  metadata: 'fields are flat: `name` and `labels` stand beside `kind`',
  spec: 'fields are flat: they stand beside `kind`',
}

function isScalar(type: string): boolean {
  return type === 'number' || type === 'boolean'
}
