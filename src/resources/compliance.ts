import type { Compliance } from './schema.gen.ts'

export type ComplianceRule = keyof Compliance

/** What is known of a model; undefined where nobody says it. */
export interface KnownFacts {
  readonly licence: string | undefined
  readonly regions: readonly string[] | undefined
  /** `none`, or a duration such as `30d`. */
  readonly retention: string | undefined
  readonly certifications: readonly string[] | undefined
}

/** A rule that a model does not satisfy. */
export interface Breach {
  readonly rule: ComplianceRule
  /** What does not fit, or what is lacking; undefined where nobody knows. */
  readonly found: readonly string[] | undefined
  readonly allowed: readonly string[]
}

/** The rules that a model with these facts breaks, or of which nobody can tell. Case means nothing. */
export function breachesOf(facts: KnownFacts, rules: Compliance): readonly Breach[] {
  const { licences, regions, retention, certifications } = rules
  const breaches: readonly (Breach | undefined)[] = [
    licences && breach('licences', licences, facts.licence && outside([facts.licence], licences)),
    regions && breach('regions', regions, facts.regions?.filter((region) => !isIn(region, regions))),
    retention && breach('retention', [retention], facts.retention && longerThan(retention, facts.retention)),
    certifications &&
      breach('certifications', certifications, facts.certifications && outside(certifications, facts.certifications)),
  ]
  return breaches.filter((one) => one !== undefined)
}

function breach(
  rule: ComplianceRule,
  allowed: readonly string[],
  found: readonly string[] | '' | undefined,
): Breach | undefined {
  if (found === undefined || found === '') return { rule, found: undefined, allowed }
  return found.length === 0 ? undefined : { rule, found, allowed }
}

function outside(values: readonly string[], allowed: readonly string[]): readonly string[] {
  return values.filter((value) => !allowed.some((one) => one.toLowerCase() === value.toLowerCase()))
}

/** `eu-central-1` is in `eu`. */
function isIn(region: string, allowed: readonly string[]): boolean {
  const name = region.toLowerCase()
  return allowed.some((one) => name === one.toLowerCase() || name.startsWith(`${one.toLowerCase()}-`))
}

function longerThan(most: string, found: string): readonly string[] {
  return hours(found) > hours(most) ? [found] : []
}

function hours(duration: string): number {
  return duration === 'none' ? 0 : Number.parseInt(duration, 10) * (duration.endsWith('d') ? 24 : 1)
}
