import { UsageFault } from '../diagnostic/fault.ts'
import { formatsOf } from '../report/formats.ts'
import {
  baseOption,
  type CommandSpec,
  formatOption,
  headOption,
  projectOption,
  quietOption,
  textOf,
} from './command.ts'
import { runRequest, shardOptions, shardsIn, shardsOption } from './shard-options.ts'
import { needsOf, show, snapshotRequest } from './show.ts'
import { trialsIn, trialsOption } from './trials-option.ts'

const freshOption = {
  name: 'fresh',
  value: undefined,
  help: 'ask again what is remembered; the answers replace the stored ones (another look)',
} as const

const freshBaseOption = {
  name: 'fresh-base',
  value: undefined,
  help: "ask base's answers again; without it, those older than 14 days",
} as const

const stopEarlyOption = {
  name: 'stop-early',
  value: undefined,
  help: 'run the cases in random order, batch by batch, until the gates of a suite are decided',
} as const

export const initCommand: CommandSpec = {
  name: 'init',
  summary: 'start a project here: a small one that passes check at once',
  description:
    'Writes llmops.yaml, one recorded answer, and workflows for pull requests and for what is merged. Overwrites nothing.',
  examples: [{ command: 'llmops init && llmops check', does: 'the first measurement, without a key' }],
  options: [],
  async run(_options, { dir, program }) {
    const { init } = await import('../commands/init.ts')
    const { written, kept } = await init({ dir, program })
    const lines = [
      ...written.map((path) => `wrote ${path}`),
      ...kept.map((path) => `kept  ${path} (it was there already)`),
    ]
    return {
      stdout: `${lines.join('\n')}\n\nNext: llmops check. To try an edit of the prompt, set OPENAI_API_KEY. Each workflow says at its top where llmops is.\n`,
      exitCode: 0,
    }
  },
}

export const validateCommand: CommandSpec = {
  name: 'validate',
  summary: 'check every resource and every reference',
  description: 'All problems of the project in one run, each with its place, what was found and what to do.',
  examples: [{ command: 'llmops validate', does: 'the work tree' }],
  options: [headOption, projectOption, formatOption(formatsOf('validate'))],
  async run(options, world) {
    const { validate } = await import('../commands/validate.ts')
    return show(options, world, 'validate', () => validate(snapshotRequest(options, world)))
  },
}

export const planCommand: CommandSpec = {
  name: 'plan',
  summary: 'what changed in meaning, which suites that affects, and what a check would cost',
  description: 'Compares with the base and prices the check. Calls no model and writes nothing.',
  examples: [
    { command: 'llmops plan', does: 'the work tree against the default branch' },
    { command: 'llmops plan --base main --format markdown', does: 'for a comment' },
    { command: 'llmops plan --format matrix', does: 'the matrix of a job that checks in shards, for GitHub Actions' },
  ],
  options: [baseOption, headOption, projectOption, trialsOption, shardsOption, formatOption(formatsOf('plan'))],
  async run(options, world) {
    const { plan } = await import('../commands/plan.ts')
    return show(options, world, 'plan', () =>
      plan(
        { ...snapshotRequest(options, world), trials: trialsIn(options), shards: shardsIn(options) },
        needsOf(options, world),
      ),
    )
  },
}

export const evalCommand: CommandSpec = {
  name: 'eval',
  summary: 'run the suites of one snapshot; floors decide',
  description: 'Scores every suite with 95 % intervals. Answers are remembered in .llmops/: a second run asks nothing.',
  examples: [
    { command: 'llmops eval --suite smoke', does: 'one suite' },
    { command: 'llmops eval --record', does: 'and keep the answers in Git, for review and replay' },
    { command: 'llmops eval --shard 2/8', does: 'its part of the cases; llmops report then merges all eight' },
  ],
  options: [
    { name: 'suite', value: 'NAME', help: 'only this EvalSuite (default: all)' },
    { name: 'record', value: undefined, help: 'write the answers to llmops/recorded/<suite>.jsonl' },
    freshOption,
    trialsOption,
    ...shardOptions,
    headOption,
    baseOption,
    projectOption,
    formatOption(formatsOf('eval')),
    quietOption,
  ],
  async run(options, world) {
    const needs = needsOf(options, world)
    const { shard, ...own } = runRequest(options)
    const request = {
      ...snapshotRequest(options, world),
      ...own,
      trials: trialsIn(options),
      fresh: options['fresh'] === true,
      suite: textOf(options, 'suite'),
      record: options['record'] === true,
    }
    const [{ evalSnapshot }, { evalShard }] = await Promise.all([
      import('../commands/eval.ts'),
      import('../commands/shard.ts'),
    ])
    return shard === undefined
      ? show(options, world, 'eval', () => evalSnapshot(request, needs))
      : show(options, world, 'shard', () => evalShard({ ...request, shard }, needs))
  },
}

export const checkCommand: CommandSpec = {
  name: 'check',
  summary: "the pull request's job: validate, plan, evaluate base and head, compare",
  description: [
    'Evaluates what the change affects on base and head, and says what that does to the scores, with error bars.',
    'Providers, budgets and keys are those that the base branch names; unchanged prompts cost nothing.',
  ].join('\n'),
  examples: [
    { command: 'llmops check', does: 'the work tree against the default branch' },
    { command: 'llmops check --base HEAD^1 --head HEAD', does: 'a test merge, as in CI' },
    { command: 'llmops check --trials 3', does: 'each case three times, where that decides what one time does not' },
    { command: 'llmops check --format markdown', does: 'the comment' },
  ],
  options: [
    baseOption,
    headOption,
    projectOption,
    freshOption,
    freshBaseOption,
    trialsOption,
    stopEarlyOption,
    ...shardOptions,
    formatOption(formatsOf('check')),
    quietOption,
  ],
  async run(options, world) {
    const needs = needsOf(options, world)
    const { shard, ...own } = runRequest(options)
    const request = {
      ...snapshotRequest(options, world),
      ...own,
      trials: trialsIn(options),
      fresh: options['fresh'] === true,
      freshBase: options['fresh-base'] === true,
      stopEarly: options['stop-early'] === true,
    }
    if (request.stopEarly && shard !== undefined)
      throw new UsageFault('--stop-early and --shard do not go together: a shard cannot know what the others decide')
    const [{ check }, { checkShard }] = await Promise.all([
      import('../commands/check.ts'),
      import('../commands/shard.ts'),
    ])
    return shard === undefined
      ? show(options, world, 'check', () => check(request, needs))
      : show(options, world, 'shard', () => checkShard({ ...request, shard }, needs))
  },
}
