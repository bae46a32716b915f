import { formatsOf } from '../report/formats.ts'
import { type CommandSpec, formatOption, textOf, textsOf } from './command.ts'
import { show } from './show.ts'

export const importCommand: CommandSpec = {
  name: 'import',
  summary: 'read prompts and evals of other formats, and write resources that mean the same',
  description: [
    'Reads GitHub .prompt.yml, promptfoo configuration, Prompty and dotprompt, tests and assertions included. Says, with',
    'its place, everything that it could not keep. Executes and fetches nothing, and reads nothing outside of the folder',
    'of the file. Overwrites nothing: a second run keeps what is equal, and stops before what is not.',
  ].join('\n'),
  examples: [
    { command: 'llmops import promptfooconfig.yaml', does: 'into the project around this folder, or a new one' },
    { command: 'llmops import prompts/*.prompty --into support', does: 'into the project in support/' },
  ],
  rest: { name: 'FILE...', help: 'the files to read' },
  options: [
    {
      name: 'into',
      value: 'FOLDER',
      help: 'the project that gets them (default: the one around this folder, else here)',
    },
    formatOption(formatsOf('import')),
  ],
  async run(options, world) {
    const { importFiles } = await import('../commands/import.ts')
    const request = { dir: world.dir, files: textsOf(options, 'FILE...'), into: textOf(options, 'into') }
    return show(options, world, 'import', () => importFiles(request))
  },
}
