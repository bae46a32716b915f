import type { Report } from '../../src/verdict/reports.ts'
import { misspelt, tooSmall } from './values.ts'

/** Reports of `import`, named by what they show. */
export const imports: Readonly<Record<string, Report>> = {
  'an import of two files': {
    version: 1,
    command: 'import',
    sources: [
      {
        file: 'prompts/answer.prompt.yml',
        format: 'GitHub prompt',
        resources: [
          { kind: 'Prompt', name: 'answer' },
          { kind: 'EvalSuite', name: 'answer-tests' },
        ],
      },
      { file: 'promptfooconfig.yaml', format: 'promptfoo', resources: [{ kind: 'Prompt', name: 'ask' }] },
    ],
    files: [
      { path: 'llmops.yaml', action: 'kept' },
      { path: 'llmops/answer.yaml', action: 'written' },
    ],
    diagnostics: [tooSmall],
    exitCode: 0,
  },
  'an import that loses nothing': {
    version: 1,
    command: 'import',
    sources: [{ file: 'a.prompt', format: 'dotprompt', resources: [{ kind: 'Prompt', name: 'a' }] }],
    files: [{ path: 'llmops/a.yaml', action: 'written' }],
    diagnostics: [],
    exitCode: 0,
  },
  'an import that something is in the way of': {
    version: 1,
    command: 'import',
    sources: [{ file: 'notes.txt', format: undefined, resources: [] }],
    files: [
      { path: 'llmops/answer.yaml', action: 'conflict' },
      { path: 'llmops/cases.jsonl', action: 'withheld' },
    ],
    diagnostics: [misspelt],
    exitCode: 2,
  },
}
