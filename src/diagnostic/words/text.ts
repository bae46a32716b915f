import type { SomeDefinitions } from '../definition.ts'
import { bytes, count, meant, quoted } from '../wording.ts'

/** Problems of files and of the YAML in them. */
export const textWords = {
  'yaml-syntax': {
    means:
      'The document is not YAML 1.2. Of each broken document the first error is reported, since the rest follow from it.',
    mend: 'Mend what the frame shows. A text with `: `, ` #` or `{{` in it needs quotes; indent with spaces.',
    say: ({ message }) => ({ message: `this is not valid YAML: ${message}` }),
  },
  'duplicate-key': {
    means: 'One mapping gives the same key twice. Parsers differ in which one counts, so neither does.',
    mend: 'Keep one of the two.',
    say: ({ key }) => ({ message: `the key ${quoted(key)} is given twice`, help: 'keep one of the two' }),
  },
  'yaml-feature': {
    means:
      'There is one dialect: YAML 1.2 without anchors, aliases, tags, merge keys and directives. They make a diff lie about what changed, and nested aliases can fill any memory.',
    mend: 'Write the value where it is used. A text that begins with `&`, `*`, `!` or `%` needs quotes.',
    say: ({ feature }) => ({ message: `${features[feature]} of YAML are not used here`, help: featureHelp[feature] }),
  },
  'reserved-key': {
    means:
      'JavaScript gives the keys `__proto__`, `constructor` and `prototype` a meaning of their own, which programs that read the artifact could fall for.',
    mend: 'Choose another name.',
    say: ({ key }) => ({ message: `${quoted(key)} cannot be a key`, help: 'choose another name' }),
  },
  'too-deep': {
    means:
      'Mappings and lists are nested deeper than any resource needs. Very deep nesting can end a whole process, so it is refused before it is parsed.',
    mend: 'Flatten the value, or keep it in a file of its own.',
    say: ({ limit }) => ({ message: `this is nested more than ${limit} levels deep` }),
  },
  'file-too-large': {
    means:
      'A YAML file may have 256 KiB, a text or JSON Schema beside it 1 MiB, a file of cases 16 MiB, one of recorded answers 64 MiB.',
    mend: 'Split the file. Cases belong into a `.jsonl` file, not into YAML.',
    say: (problem) => ({
      message: `the file is too large: ${bytes(problem.bytes)}`,
      expected: `at most ${bytes(problem.limit)}`,
      help: 'split it into several files',
    }),
  },
  'too-many-files': {
    means:
      'A project may have 2,000 YAML files. None is read where there are more, so that the time to say so is bounded.',
    mend: 'Put several resources into one file, separated by `---`.',
    say: (problem) => ({
      message: `the project has ${count(problem.count, 'YAML file')}`,
      expected: `at most ${problem.limit}`,
      help: 'put several resources into one file, separated by `---`',
    }),
  },
  'project-too-large': {
    means:
      'A project may have 16 MiB of YAML, and name files of 128 MiB in all, each counted as often as it is named. Checks that take cases times templates, or compile patterns, have a bound, too. So whatever a pull request holds, the answer comes in seconds.',
    mend: 'Split the project: a repository may hold several, each in a folder of its own.',
    say: ({ what }) => ({ message: tooLarge[what], help: 'split it: a repository may hold several projects' }),
  },
  'not-text': {
    means: 'The file is binary, in another encoding than UTF-8, or a pointer of Git LFS that stands for the text.',
    mend: 'Save it as UTF-8 (a byte order mark and any line ends are fine), and keep it in Git itself.',
    say: ({ why }) => ({ message: notText[why].message, help: notText[why].help }),
  },
  'not-a-file': {
    means:
      'Symbolic links and submodules are never followed, since they can lead out of the repository; devices, sockets and pipes are never opened.',
    mend: 'Put the file itself there.',
    say: ({ found }) => ({
      message: `this is ${notAFile[found]}, not a file`,
      help:
        found === 'directory' ? 'name a file in it' : 'links and submodules are not followed; put the file itself here',
    }),
  },
  'file-not-found': {
    means:
      'A resource names a file that the snapshot does not have. An untracked file that Git ignores is not part of it.',
    mend: 'Correct the path: it is relative to the file that names it. Or add the file.',
    say: ({ file, nearest }) => ({
      message: `there is no file ${quoted(file)}`,
      help: meant(nearest) ?? 'paths are relative to the file that names them',
    }),
  },
  'path-outside-project': {
    means:
      'A path is absolute, climbs out of the repository, leads into `.git`, or is written with `\\`. Only files that Git versions can be reviewed.',
    mend: 'Name a file in the repository, with `/`, relative to the file that names it.',
    say: ({ file }) => ({
      message: `${quoted(file)} is outside the repository`,
      expected: 'a path with `/`, relative to this file, that stays in the repository and out of `.git`',
    }),
  },
  'json-syntax': {
    means: 'A `.json` or `.jsonl` file is not JSON. A broken line of a `.jsonl` file hides no other.',
    mend: 'Mend what the frame shows.',
    say: ({ message }) => ({ message: `this is not valid JSON: ${message}` }),
  },
} satisfies SomeDefinitions

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

const notAFile = {
  symlink: 'a symbolic link',
  submodule: 'a submodule',
  directory: 'a directory',
  other: 'a pipe, a socket, a device, or something that has no name in UTF-8',
} as const

const tooLarge = {
  YAML: 'the YAML files of the project have more than 16 MiB in all',
  references: 'the files that the resources name have more than 128 MiB in all, each counted as often as it is named',
  checks: 'the project takes too long to check: too many cases times templates, or too large patterns',
} as const

const notText = {
  'NUL byte': { message: 'the file holds a NUL byte: it is not a text', help: 'save it as UTF-8' },
  'invalid UTF-8': { message: 'the file is not UTF-8', help: 'save it as UTF-8' },
  'LFS pointer': {
    message: 'the file is a pointer of Git LFS, not the text itself',
    help: 'keep this file in Git, without LFS',
  },
} as const
