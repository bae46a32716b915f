import type { ReleaseRequest } from '../commands/release-space.ts'
import { UsageFault } from '../diagnostic/fault.ts'
import { formatsOf } from '../report/formats.ts'
import {
  type CommandSpec,
  formatOption,
  type OptionSpec,
  type OptionValues,
  projectOption,
  quietOption,
  textOf,
} from './command.ts'
import { needsOf, show } from './show.ts'
import { version } from '../commands/version.ts'
import type { World } from './world.ts'

const commitOption: OptionSpec = {
  name: 'head',
  value: 'REF',
  help: 'the commit to deploy from (default: HEAD); uncommitted changes never count',
}

export const promoteCommand: CommandSpec = {
  name: 'promote',
  summary: "the merge's job: evaluate, decide against what each target holds, deliver, record",
  description: [
    'Run it on the default branch. For each DeploymentTarget: evaluates its subject against what the target holds, and',
    'delivers exactly what was evaluated, unless a gate fails. Every step is in the ledger, an orphan branch of this repository.',
    'A second run of the same commit changes nothing; a run that was killed is finished by the next one.',
  ].join('\n'),
  examples: [
    { command: 'llmops promote --dry-run', does: 'what would be delivered, and why' },
    { command: 'llmops promote --target staging', does: 'one target' },
  ],
  options: [
    { name: 'target', value: 'NAME', help: 'only this DeploymentTarget (default: all, in order)' },
    { name: 'dry-run', value: undefined, help: 'print the steps; deliver and record nothing' },
    commitOption,
    projectOption,
    formatOption(formatsOf('promote')),
    quietOption,
  ],
  async run(options, world) {
    const { promote } = await import('../commands/promote.ts')
    return show(options, world, 'promote', () =>
      promote(
        {
          ...releaseRequest(options, world),
          target: textOf(options, 'target'),
          dryRun: options['dry-run'] === true,
          by: world.by,
          version,
        },
        needsOf(options, world),
      ),
    )
  },
}

export const statusCommand: CommandSpec = {
  name: 'status',
  summary: 'what each target holds, on what evidence, and whether the ledger and reality agree',
  description: [
    'Reads the ledger and every target, and changes nothing. Exit code 1 where a target does not hold what the ledger says, 3',
    'where it cannot be reached, or did not take the last delivery.',
  ].join('\n'),
  examples: [{ command: 'llmops status', does: 'all targets' }],
  options: [commitOption, projectOption, formatOption(formatsOf('status'))],
  async run(options, world) {
    const { status } = await import('../commands/status.ts')
    return show(options, world, 'status', () => status(releaseRequest(options, world), needsOf(options, world)))
  },
}

export const rollbackCommand: CommandSpec = {
  name: 'rollback',
  summary: 'deliver an earlier artifact again, and hold back the one that was live',
  description: [
    'Takes effect at once; the artifact that was live is not promoted again by the next merge. To bring it back on purpose,',
    'roll back to it. Safe to repeat: once rolled back, it goes further only to a digest that you name.',
  ].join('\n'),
  examples: [
    { command: 'llmops rollback production --reason "answers in the wrong language"', does: 'to the one before' },
    { command: 'llmops rollback production --to sha256:51c0', does: 'to this one' },
  ],
  arguments: [{ name: 'TARGET', help: 'the DeploymentTarget' }],
  options: [
    {
      name: 'to',
      value: 'DIGEST',
      help: 'an artifact that the target held, or the beginning of its digest (default: the one before)',
    },
    { name: 'reason', value: 'TEXT', help: 'why, for the ledger' },
    commitOption,
    projectOption,
    formatOption(formatsOf('rollback')),
  ],
  async run(options, world) {
    const { rollback } = await import('../commands/rollback.ts')
    return show(options, world, 'rollback', () =>
      rollback(
        {
          ...releaseRequest(options, world),
          target: targetOf(options),
          to: textOf(options, 'to'),
          reason: textOf(options, 'reason'),
          by: world.by,
        },
        needsOf(options, world),
      ),
    )
  },
}

function releaseRequest(options: OptionValues, { dir }: World): ReleaseRequest {
  return { dir, project: textOf(options, 'project'), head: textOf(options, 'head') }
}

function targetOf(options: OptionValues): string {
  const target = textOf(options, 'TARGET')
  if (target === undefined) throw new UsageFault('which target? llmops rollback TARGET')
  return target
}
