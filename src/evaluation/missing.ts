import type { Missing, MissingReason } from './call.ts'
import { asUntrusted } from './untrusted.ts'

export function missing(reason: MissingReason, detail: string): Missing {
  return { kind: 'missing', reason, detail: asUntrusted(detail) }
}
