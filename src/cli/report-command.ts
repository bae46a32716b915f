import { formatsOf } from '../report/formats.ts'
import { type CommandSpec, formatOption, projectOption, textsOf } from './command.ts'
import { needsOf, show, snapshotRequest } from './show.ts'

export const reportCommand: CommandSpec = {
  name: 'report',
  summary: 'the result of a run from its journals: merges shards, renders again',
  description: [
    'Every eval and check leaves a journal. From those of all shards this makes the very result that the run would have had in',
    'one piece; from that of a run in one piece its result again, in another form. Asks no model and needs no key. The project',
    'is read at the commits that the journals name, or the work tree as it is now, which must still be what was evaluated.',
    'A shard that left no journal, or ended early, leaves its cases without a score: exit code 3.',
  ].join('\n'),
  examples: [
    { command: 'llmops report --format html > report.html', does: 'the last run, as a page' },
    { command: 'llmops report journals/', does: 'the shards whose journals lie there' },
  ],
  rest: { name: '[PATH...]', help: "journals, or folders of them (default: the project's last run)" },
  options: [projectOption, formatOption(formatsOf('check'))],
  async run(options, world) {
    const { report } = await import('../commands/report.ts')
    const request = { ...snapshotRequest(options, world), paths: textsOf(options, '[PATH...]') }
    return show(options, world, 'check', () => report(request, needsOf(options, world)))
  },
}
