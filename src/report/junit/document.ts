import { withoutCommands } from '../escape-terminal.ts'
import { xmlAttribute, xmlText } from '../escape-xml.ts'

/** One test of a report for machines that know of tests alone. */
export interface TestCase {
  readonly name: string
  readonly className: string
  readonly outcome: TestOutcome
}

/** `failure`: it was found wanting; `error`: it could not be looked at; `skipped`: nothing is said against it, or for it. */
export type TestOutcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'skipped'; readonly message: string }
  | {
      readonly kind: 'failure' | 'error'
      readonly type: string
      readonly message: string
      /** Lines. */
      readonly details: readonly string[]
    }

export interface TestSuite {
  readonly name: string
  readonly cases: readonly TestCase[]
}

/**
 * A JUnit file, as Jenkins' schema (jenkins-junit.xsd) has it, which others read, too. Everything in it may be text from
 * outside. Times are left out: what an answer took is not what its test took.
 */
export function junitDocument(name: string, suites: readonly TestSuite[]): string {
  const all = suites.flatMap(({ cases }) => cases)
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${attributes({ name, ...countsOf(all) })}>`,
    ...suites.flatMap(suiteLines),
    '</testsuites>',
  ]
  return `${withoutCommands(lines.join('\n'))}\n`
}

function suiteLines({ name, cases }: TestSuite): readonly string[] {
  const skipped = String(cases.filter(({ outcome }) => outcome.kind === 'skipped').length)
  return [
    `  <testsuite ${attributes({ name, ...countsOf(cases), skipped })}>`,
    ...cases.map(caseText),
    '  </testsuite>',
  ]
}

function caseText({ name, className, outcome }: TestCase): string {
  const open = `    <testcase ${attributes({ name, classname: className })}`
  if (outcome.kind === 'passed') return `${open}/>`
  return `${open}>\n      ${outcomeText(outcome)}\n    </testcase>`
}

function outcomeText(outcome: Exclude<TestOutcome, { readonly kind: 'passed' }>): string {
  if (outcome.kind === 'skipped') return `<skipped ${attributes({ message: outcome.message })}/>`
  const { kind, type, message, details } = outcome
  return `<${kind} ${attributes({ type, message })}>${xmlText(details.join('\n'))}</${kind}>`
}

function countsOf(cases: readonly TestCase[]): Readonly<Record<string, string>> {
  const count = (kind: TestOutcome['kind']): string =>
    String(cases.filter(({ outcome }) => outcome.kind === kind).length)
  return { tests: String(cases.length), failures: count('failure'), errors: count('error') }
}

function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}="${xmlAttribute(value)}"`)
    .join(' ')
}
