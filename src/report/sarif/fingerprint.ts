import { digestOf } from '../../digest/digest.ts'
import type { SourceSet } from '../../source/source-set.ts'
import type { Finding } from './result.ts'

/** UTF-16 units of a line that tell it from others. */
const enough = 400

interface Identified {
  readonly finding: Finding
  /** The same while the line keeps its text, wherever it moves in its file. */
  readonly fingerprint: string
}

/** Findings with what identifies each from run to run: code, file and line; of equal ones, which of them it is. */
export function identified(findings: readonly Finding[], sources: SourceSet): readonly Identified[] {
  const seen = new Map<string, number>()
  return findings.map((finding) => {
    const { ruleId, place, about } = finding
    const { line } = sources.locate(place)
    const text = place.in === 'file' ? '' : (sources.lines(place.file, line, line)[0] ?? '').slice(0, enough).trim()
    const identity = [ruleId, place.file, text, ...(about ?? [])]
    const base = digestOf(JSON.stringify(identity)).slice('sha256:'.length, 'sha256:'.length + 32)
    const nth = seen.get(base) ?? 0
    seen.set(base, nth + 1)
    return { finding, fingerprint: `${base}:${nth}` }
  })
}
