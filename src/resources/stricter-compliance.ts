import { hours, isIn } from './compliance.ts'
import type { Compliance } from './schema.gen.ts'

/** What satisfies both: allowed by either list, kept for the shorter time, certified for all. */
export function stricterCompliance(a: Compliance, b: Compliance): Compliance {
  const licences = narrower(a.licences, b.licences, (one, other) => one.toLowerCase() === other.toLowerCase())
  const regions = narrower(a.regions, b.regions, (one, other) => isIn(one, [other]))
  const retention = shorter(a.retention, b.retention)
  const certifications = [...new Set([...(a.certifications ?? []), ...(b.certifications ?? [])])]
  return {
    ...(licences !== undefined && { licences }),
    ...(regions !== undefined && { regions }),
    ...(retention !== undefined && { retention }),
    ...(certifications.length > 0 && { certifications }),
  }
}

/** The values of each that some value of the other allows; empty where nothing satisfies both. */
function narrower(
  a: string[] | undefined,
  b: string[] | undefined,
  allows: (one: string, other: string) => boolean,
): string[] | undefined {
  if (a === undefined || b === undefined) return a ?? b
  const within = (some: readonly string[], others: readonly string[]) =>
    some.filter((one) => others.some((other) => allows(one, other)))
  return [...new Set([...within(a, b), ...within(b, a)])]
}

function shorter(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return hours(a) <= hours(b) ? a : b
}
