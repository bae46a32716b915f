import { randomUUID } from 'node:crypto'
import type { Annotation, CheckRun } from '../../publishing/forge.ts'
import type { Parameters } from './client.ts'
import { fieldOf, numberOf, textOf } from './json.ts'
import { requireLength } from './limits.ts'
import type { Line } from './line.ts'
import { allPages } from './pages.ts'

const permission = 'checks: write'
/** GitHub takes so many annotations with one request; more are appended by further ones. */
const chunk = 50
const mostCharacters = 65_535

/** A check run as GitHub has it. */
interface Stored {
  readonly id: number
  readonly annotations: number
}

/**
 * A finished check run at a commit. Neither the run nor an annotation comes twice: where a reply was lost, the run is looked
 * up by an id of ours, and its number of annotations says what has arrived.
 */
export async function createCheckRun(line: Line, sha: string, run: CheckRun): Promise<void> {
  requireLength('a summary', run.summary, mostCharacters)
  const ours = { sha, name: run.name, externalId: randomUUID() }
  const stored = () => findRun(line, ours)
  const created = await line.create(
    {
      route: 'POST /repos/{owner}/{repo}/check-runs',
      parameters: {
        name: run.name,
        head_sha: sha,
        external_id: ours.externalId,
        status: 'completed',
        conclusion: run.conclusion,
        output: outputOf(run, 0),
      },
      permission,
      read: ({ data }) => storedIn(data),
    },
    stored,
  )
  for (let told = chunk; told < run.annotations.length; told += chunk)
    await append(line, { run, told, id: created.id, stored })
}

interface Append {
  readonly run: CheckRun
  readonly id: number
  /** Annotations that are there already. */
  readonly told: number
  readonly stored: () => Promise<Stored | undefined>
}

async function append(line: Line, { run, id, told, stored }: Append): Promise<void> {
  await line.create(
    {
      route: 'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}',
      parameters: { check_run_id: id, output: outputOf(run, told) },
      permission,
      read: ({ data }) => storedIn(data),
    },
    async () => {
      const there = await stored()
      return there !== undefined && there.annotations > told ? there : undefined
    },
  )
}

function outputOf({ title, summary, annotations }: CheckRun, from: number): Parameters {
  return { title, summary, annotations: annotations.slice(from, from + chunk).map(annotationFor) }
}

const levels: Readonly<Record<Annotation['level'], string>> = { error: 'failure', warning: 'warning', notice: 'notice' }

function annotationFor({ level, file, line, endLine, column, endColumn, title, message }: Annotation): Parameters {
  return {
    path: file,
    start_line: line,
    end_line: endLine,
    ...(line === endLine && column !== undefined && { start_column: column }),
    ...(line === endLine && endColumn !== undefined && { end_column: endColumn }),
    annotation_level: levels[level],
    title,
    message,
  }
}

async function findRun(
  line: Line,
  { sha, name, externalId }: { readonly sha: string; readonly name: string; readonly externalId: string },
): Promise<Stored | undefined> {
  const question = {
    route: 'GET /repos/{owner}/{repo}/commits/{ref}/check-runs',
    parameters: { ref: sha, check_name: name, filter: 'all' },
    permission: 'checks: read',
  }
  const own = (entry: unknown) => (textOf(entry, 'external_id') === externalId ? storedIn(entry) : undefined)
  return (await allPages(line, question, own, 'check_runs')).at(0)
}

function storedIn(data: unknown): Stored | undefined {
  const id = numberOf(data, 'id')
  return id === undefined ? undefined : { id, annotations: numberOf(fieldOf(data, 'output'), 'annotations_count') ?? 0 }
}
