import type { ModelDocument } from '../../resources/schema.gen.ts'
import type { Cursor } from '../cursor.ts'
import type { ImportRequest } from '../imported.ts'
import { modelResource, readModel } from './models.ts'

/** What promptfoo 0.123.1 asks where an OpenAI key is there and nobody names a judge. */
const usualJudge = 'openai/gpt-5.6-sol'

interface JudgeRequest {
  readonly defaults: Cursor | undefined
  readonly made: Map<string, ModelDocument>
  readonly request: ImportRequest
}

/** The judge that an assertion names, else that all of them have. Each is read once. */
export function judges({ defaults, made, request }: JudgeRequest): (named: Cursor | undefined, at: Cursor) => string {
  const known = new Map<Cursor, string | undefined>()
  const common = defaults?.field('options')?.field('provider') ?? defaults?.field('provider')
  let said = false
  const read = (written: Cursor): string | undefined => {
    const model = readModel(written.field('text') ?? written, request)
    return model && modelResource(model, made, request)
  }
  return (named, at) => {
    const written = named ?? common
    if (written !== undefined && !known.has(written)) known.set(written, read(written))
    const judge = written && known.get(written)
    if (judge !== undefined) return judge
    if (!said) request.findings.report(at.place, { code: 'import-changed', what: usualJudge, why: 'default judge' })
    said = true
    return usualJudge
  }
}
