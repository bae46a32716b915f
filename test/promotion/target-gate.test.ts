import { expect, test } from 'vitest'
import { gateOfTarget } from '../../src/promotion/target-gate.ts'
import type { DeploymentTarget, Project } from '../../src/resources/project.ts'

const hour = 3_600_000

function target(more: Partial<DeploymentTarget> = {}): DeploymentTarget {
  const place = { in: 'yaml', file: 'llmops.yaml', document: 0, path: [], part: 'value' } as const
  const to = { type: 'git', branch: 'deploy/production', repository: undefined, folder: '', shared: false } as const
  const named = { name: 'production', place, subject: {} as DeploymentTarget['subject'], to, suites: [] }
  return { ...named, after: undefined, soakMs: 0, whenUnsure: 'allow', ...more }
}

/** A project that declares these targets, each with its former name. */
function project(targets: Readonly<Record<string, string | undefined>>): Project {
  const resources = Object.entries(targets).map(([name, formerly]) => ({ kind: 'DeploymentTarget', name, formerly }))
  return {
    resources,
    targets: new Map(Object.keys(targets).map((name) => [name, target({ name })])),
  } as unknown as Project
}

const known = project({ production: undefined, staging: undefined, canary: undefined })
const staged = target({ after: 'staging', soakMs: 24 * hour })

test.each<[what: string, now: DeploymentTarget, earlier: DeploymentTarget | undefined, gate: object]>([
  ['as its project says, the first time', staged, undefined, { soaks: [['staging', 24]], loosened: [] }],
  ['as it was, where it is the same', staged, staged, { soaks: [['staging', 24]], loosened: [] }],
  [
    'stricter at once',
    target({ after: 'staging', soakMs: 48 * hour }),
    staged,
    { soaks: [['staging', 48]], loosened: [] },
  ],
  ['with the longer soak', target({ after: 'staging' }), staged, { soaks: [['staging', 24]], loosened: ['soak'] }],
  ['with the way that is dropped', target(), staged, { soaks: [['staging', 24]], loosened: ['after'] }],
  [
    'with both ways, where it takes another',
    target({ after: 'canary', soakMs: hour }),
    staged,
    {
      soaks: [
        ['staging', 24],
        ['canary', 1],
      ],
      loosened: ['after'],
    },
  ],
  ['blocking, if it did', target(), target({ whenUnsure: 'block' }), { whenUnsure: 'block', loosened: ['whenUnsure'] }],
  ['blocking, if it does', target({ whenUnsure: 'block' }), target(), { whenUnsure: 'block', loosened: [] }],
])('a target is promoted to %s', (_what, now, earlier, expected) => {
  const { soaks, ...gate } = gateOfTarget(now, earlier, known)
  expect({ ...gate, soaks: soaks.map(({ target: name, soakMs }) => [name, soakMs / hour]) }).toMatchObject(expected)
})

test('a target that it waits for may have another name by now', () => {
  const renamed = project({ production: undefined, test: 'staging' })
  const now = target({ after: 'test', soakMs: 24 * hour })
  expect(gateOfTarget(now, staged, renamed)).toMatchObject({ soaks: [{ target: 'test' }], loosened: [] })
})
