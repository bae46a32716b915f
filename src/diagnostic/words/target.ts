import type { SomeDefinitions } from '../definition.ts'
import { cut, listed, quoted } from '../wording.ts'

/** Problems of DeploymentTargets. */
export const targetWords = {
  'target-path': {
    means: 'A delivery replaces everything in its folder, so the folder must be one of its own.',
    mend: 'Choose a folder that holds nothing else.',
    say: ({ path, why }) => ({
      message: targetPath[why].message(quoted(path)),
      expected: targetPath[why].expected,
    }),
  },
  'repository-not-allowed': {
    means: 'The address would make Git run a program, holds a password, or is no address of a repository.',
    mend: 'Use an https or ssh URL, or a path; credentials belong into the environment.',
    say: ({ why, to }) => ({
      message: `nothing can be ${to === 'read' ? 'read from' : 'delivered to'} this repository`,
      expected: `${to === 'read' ? 'owner/repository, ' : ''}a URL such as \`https://github.com/acme/prompts.git\`, or a path`,
      help: why,
    }),
  },
  'targets-overlap': {
    means: 'Two targets write to the same place, so that each would overwrite the other.',
    mend: 'Give each target a folder or a branch of its own, none inside another.',
    say: ({ other }) => ({
      message: `this is where ${quoted(other)} writes: one would overwrite the other`,
      help: 'give each target a folder or a branch of its own, none inside another',
    }),
  },
  'branches-collide': {
    means:
      'Git keeps a branch as a file: `deploy` and `deploy/staging` cannot both be branches, and one branch cannot serve two purposes.',
    mend: 'Choose another branch.',
    say: ({ branch, other, of }) => ({
      message: `${quoted(branch)} ${branch === other ? `is the branch of ${of}` : `and ${quoted(other)}, of ${of}, cannot both be branches`}`,
      help:
        branch === other
          ? 'choose another branch'
          : 'Git keeps no branch inside the name of another; choose other names',
    }),
  },
  'target-without-suite': {
    means: 'A target requires every suite of what it deploys. Where there is none, anything would be delivered.',
    mend: 'Add an EvalSuite for the subject.',
    say: ({ subject }) => ({
      message: `no suite judges ${quoted(subject)}, so nothing could stop a bad one`,
      help: `add an EvalSuite with \`subject: ${cut(subject)}\``,
    }),
  },
  'predecessor-cycle': {
    means: 'Targets wait for each other through `after`, so that nothing ever gets to any of them.',
    mend: 'Remove one `after`.',
    say: ({ targets }) => ({
      message:
        targets.length === 1
          ? `${listed(targets)} waits for itself`
          : `${listed(targets)} wait for each other, so that nothing ever gets there`,
      help: 'remove one `after`',
    }),
  },
  'predecessor-subject': {
    means: 'The target before this one deploys another subject, so it never holds what this one waits for.',
    mend: 'Name a target that deploys the same subject.',
    say: ({ after, deploys, subject }) => ({
      message: `${quoted(after)} holds ${quoted(deploys)} and never ${quoted(subject)}, so this would wait for ever`,
      expected: `a target that deploys ${quoted(subject)}`,
    }),
  },
  'soak-without-after': {
    means: 'A soak is the time that an artifact has to spend on the target before; here there is none.',
    mend: 'Add `after`, or remove `soak`.',
    say: () => ({
      message: 'there is nothing to soak: no target comes before this one',
      help: 'add `after: …`, or remove it',
    }),
  },
} satisfies SomeDefinitions

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
