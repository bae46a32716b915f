import type { Cursor } from '../cursor.ts'
import type { ImportProblem } from '../findings.ts'
import type { ImportRequest } from '../imported.ts'

type Treatment =
  | 'read'
  | 'unused'
  | 'executes'
  | 'environment'
  | 'no counterpart'
  | 'per test'
  | 'score of a test'
  | 'own judge prompt'
  | 'history'

/** What becomes of the fields of a configuration. Those that are not listed have no counterpart. */
const ofConfig: { readonly [field: string]: Treatment } = {
  description: 'read',
  tags: 'read',
  providers: 'read',
  targets: 'read',
  prompts: 'read',
  tests: 'read',
  defaultTest: 'read',
  scenarios: 'read',
  evaluateOptions: 'read',
  assertionTemplates: 'read',
  outputPath: 'unused',
  sharing: 'unused',
  commandLineOptions: 'unused',
  writeLatestResults: 'unused',
  $schema: 'unused',
  extensions: 'executes',
  nunjucksFilters: 'executes',
  env: 'environment',
}

const ofEvaluateOptions: { readonly [field: string]: Treatment } = {
  repeat: 'read',
  maxConcurrency: 'unused',
  delay: 'unused',
  cache: 'unused',
  showProgressBar: 'unused',
  timeoutMs: 'unused',
  maxEvalTimeMs: 'unused',
}

const ofTest: { readonly [field: string]: Treatment } = {
  description: 'read',
  vars: 'read',
  assert: 'read',
  options: 'read',
  metadata: 'read',
  path: 'read',
  config: 'read',
  tests: 'read',
  threshold: 'score of a test',
  provider: 'per test',
  providers: 'per test',
  prompts: 'per test',
  assertScoringFunction: 'executes',
}

const ofTestOptions: { readonly [field: string]: Treatment } = {
  prefix: 'read',
  suffix: 'read',
  provider: 'read',
  transform: 'read',
  disableVarExpansion: 'read',
  disableDefaultAsserts: 'read',
  disableConversationVar: 'unused',
  runSerially: 'unused',
  transformVars: 'executes',
  postprocess: 'executes',
  storeOutputAs: 'history',
  rubricPrompt: 'own judge prompt',
}

/** Reports what a configuration says that is not read. */
export function reportConfig(root: Cursor, request: ImportRequest): void {
  for (const text of root.field('env')?.texts() ?? []) request.findings.secrets.add(text)
  reportFields(root, ofConfig, request)
  reportFields(root.field('evaluateOptions'), ofEvaluateOptions, request)
}

/** Reports what a test says that is not read. */
export function reportTest(test: Cursor, request: ImportRequest): void {
  reportFields(test, ofTest, request)
  reportFields(test.field('options'), ofTestOptions, request)
}

function reportFields(
  cursor: Cursor | undefined,
  treatments: { readonly [field: string]: Treatment },
  { findings }: ImportRequest,
): void {
  for (const { name, value, keyPlace } of cursor?.fields() ?? []) {
    const treatment = Object.hasOwn(treatments, name) ? treatments[name] : undefined
    if (treatment !== 'read' && value !== null)
      findings.report(keyPlace, problemOf(name, treatment ?? 'no counterpart'))
  }
}

function problemOf(what: string, treatment: Exclude<Treatment, 'read'>): ImportProblem {
  if (treatment === 'unused') return { code: 'import-unused', what }
  if (treatment === 'executes') return { code: 'import-executes', what }
  return { code: 'import-lost', what, why: treatment }
}
