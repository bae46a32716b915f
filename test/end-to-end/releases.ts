import { type Repository, type Files, makeRepository } from '../rig/git.ts'
import type { Finished } from '../rig/run.ts'
import { textOf } from '../rig/chat-request.ts'
import { type SkillServer, skillServer } from '../rig/skill-server.ts'
import { key, llmops, projectFiles, type Question, questions } from './project.ts'

/** So few that a run takes no time, and enough that all wrong is a shown regression. */
const few = questions.slice(0, 12)

/** A model that is always right, unless its instructions say that it guesses. */
export function towns(seed: string): Promise<SkillServer<Question>> {
  return skillServer({
    seed,
    cases: few,
    keys: [key],
    skill: (request) => (textOf(request, 'system').includes('guess') ? 0 : 1),
  })
}

export interface ReleaseOptions {
  readonly url: string
  readonly system?: string
  /** The targets, as YAML documents; default: `staging`, the branch `deploy/staging`. */
  readonly targets?: string
  /** More fields of the Project and of the suite, as YAML lines. */
  readonly project?: string
  readonly suite?: string
  /** The one assertion, as flow YAML. */
  readonly assertion?: string
}

export const staging = `kind: DeploymentTarget
name: staging
deploy: answer
to: {type: git, branch: deploy/staging}
`

/** The files of a project of 12 cases with targets. */
export function releaseFiles(options: ReleaseOptions): Record<string, string> {
  const { system = 'Answer from the map.', targets = staging, assertion, ...more } = options
  const all = projectFiles({ ...more, system })
  const kept = few.map(({ key: id }) => JSON.stringify(id))
  const rows = (all['llmops/towns.jsonl'] ?? '').split('\n').filter((line) => kept.some((id) => line.includes(id)))
  const quality = all['llmops/quality.yaml'] ?? ''
  return {
    ...all,
    'llmops/towns.jsonl': `${rows.join('\n')}\n`,
    'llmops/quality.yaml':
      assertion === undefined ? quality : quality.replace(/ {2}- \{metric: town, .*\}/, `  - ${assertion}`),
    'llmops/targets.yaml': targets,
  }
}

/** A repository whose main holds the project, and the server that its model is at. */
export async function releaseRepository(
  scope: AsyncDisposableStack,
  options: Omit<ReleaseOptions, 'url'> = {},
): Promise<{
  readonly repo: Repository
  readonly server: SkillServer<Question>
  readonly filesWith: (more: Omit<ReleaseOptions, 'url'>) => Files
}> {
  const server = scope.use(await towns('release'))
  const filesWith = (more: Omit<ReleaseOptions, 'url'>) => releaseFiles({ url: server.url, ...options, ...more })
  return { repo: scope.use(await makeRepository({ files: filesWith({}) })), server, filesWith }
}

/** `llmops … --format json`, its result read. */
export async function run(repo: Repository, ...args: string[]): Promise<Finished & { readonly report: Result }> {
  const finished = await llmops(repo, [...args, '--format', 'json'])
  return { ...finished, report: (finished.stdout === '' ? {} : JSON.parse(finished.stdout)) as Result }
}

/** The parts of results that tests look at. */
export interface Result {
  readonly targets: readonly TargetResult[]
  readonly recovered?: readonly object[]
  readonly diagnostics: readonly { readonly code: string; readonly severity: string }[]
  readonly plan?: { readonly promotions: readonly object[] }
}

export interface TargetResult {
  readonly target: string
  readonly digest: string
  readonly outcome: { readonly kind: string; readonly [field: string]: unknown }
  readonly comparisons: readonly { readonly measure: string; readonly suite: string }[]
  readonly evidence?: string
  readonly [field: string]: unknown
}

/** What the one target of a run came to. */
export function fateOf({ code, report, stderr }: Awaited<ReturnType<typeof run>>): readonly [number, string] {
  return [code, report.targets?.[0]?.outcome.kind ?? stderr]
}

export async function releaseAt(
  home: Pick<Repository, 'git'>,
  branch = 'deploy/staging',
): Promise<{ readonly target: string; readonly digest: string; readonly sequence: number }> {
  return JSON.parse(await home.git('show', `${branch}:release.json`)).release
}

export function ledgerLog(home: Pick<Repository, 'git'>): Promise<string> {
  return home.git('log', '--format=%s', 'llmops-ledger')
}
