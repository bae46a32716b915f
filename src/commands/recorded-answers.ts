import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { CallStore } from '../evaluation/call.ts'
import { parseRecorded } from '../evaluation/parse-recorded.ts'
import { recordedLayer, type RecordedLine } from '../evaluation/recorded.ts'
import type { Snapshot } from '../resources/snapshot.ts'
import { limits } from '../source/limits.ts'

export interface RecordedAnswers {
  readonly lines: readonly RecordedLine[]
  readonly diagnostics: readonly Diagnostic[]
  /** Text of each file that was read. */
  readonly texts: ReadonlyMap<string, string>
}

/** The answers that a tree keeps in `llmops/recorded/*.jsonl`. */
export async function readRecorded(snapshot: Snapshot | undefined, folder: string): Promise<RecordedAnswers> {
  const home = folder === '' ? 'llmops/recorded' : `${folder}/llmops/recorded`
  const entries = ((await snapshot?.list(home)) ?? []).filter(
    ({ path, type }) => type === 'file' && path.endsWith('.jsonl'),
  )
  const read = await Promise.all(
    entries.map(async ({ path, bytes }) => [path, await textOf(snapshot, path, bytes)] as const),
  )
  const texts = new Map(read.flatMap(([path, text]) => (typeof text === 'string' ? [[path, text] as const] : [])))
  const parsed = [...texts].map(([path, text]) => parseRecorded(text, path))
  return {
    lines: parsed.flatMap(({ lines }) => lines),
    diagnostics: [...entries.flatMap(tooLarge), ...parsed.flatMap(({ diagnostics }) => diagnostics)],
    texts,
  }
}

/** Of two answers to one call that of the earlier tree counts: base before head, so that a change cannot rewrite what it is compared with. */
export function recordedStore(trees: readonly RecordedAnswers[]): CallStore {
  return recordedLayer(trees.flatMap(({ lines }) => lines))
}

async function textOf(snapshot: Snapshot | undefined, path: string, bytes: number): Promise<string | undefined> {
  const content = bytes > limits.recordedBytes ? undefined : await snapshot?.read(path)
  return content && new TextDecoder().decode(content)
}

function tooLarge({ path, bytes }: { readonly path: string; readonly bytes: number }): readonly Diagnostic[] {
  if (bytes <= limits.recordedBytes) return []
  const problem = { code: 'file-too-large', bytes, limit: limits.recordedBytes } as const
  return [{ severity: 'error', problem, place: { in: 'file', file: path } }]
}
