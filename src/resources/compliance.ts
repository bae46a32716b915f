import type { Project } from './project.ts'
import type { Compliance, ProjectDocument } from './schema.gen.ts'

/** The rules of a valid project; undefined where it has none. */
export function complianceRules(project: Project | undefined): Compliance | undefined {
  const resource = project?.resources.find(({ kind }) => kind === 'Project')
  return (resource?.meaning as ProjectDocument | undefined)?.compliance
}

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
  return checked.flatMap((rule): readonly Breach[] => {
    const wanted = rules[rule]
    if (wanted === undefined) return []
    const allowed = typeof wanted === 'string' ? [wanted] : wanted
    const found = misfits[rule](facts, allowed)
    return found?.length === 0 ? [] : [{ rule, found, allowed }]
  })
}

const checked = ['licences', 'regions', 'retention', 'certifications'] as const satisfies readonly ComplianceRule[]

type Misfits = (facts: KnownFacts, allowed: readonly string[]) => readonly string[] | undefined

const misfits: { readonly [rule in ComplianceRule]-?: Misfits } = {
  licences: ({ licence }, allowed) => (licence === undefined ? undefined : outside([licence], allowed)),
  regions: ({ regions }, allowed) => regions?.filter((region) => !isIn(region, allowed)),
  retention: ({ retention }, [most = 'none']) => (retention === undefined ? undefined : longerThan(most, retention)),
  certifications: ({ certifications }, wanted) => certifications && outside(wanted, certifications),
}

function outside(values: readonly string[], allowed: readonly string[]): readonly string[] {
  return values.filter((value) => !allowed.some((one) => one.toLowerCase() === value.toLowerCase()))
}

/** `eu-central-1` is in `eu`. */
export function isIn(region: string, allowed: readonly string[]): boolean {
  const name = region.toLowerCase()
  return allowed.some((one) => name === one.toLowerCase() || name.startsWith(`${one.toLowerCase()}-`))
}

function longerThan(most: string, found: string): readonly string[] {
  return hours(found) > hours(most) ? [found] : []
}

export function hours(duration: string): number {
  return duration === 'none' ? 0 : Number.parseInt(duration, 10) * (duration.endsWith('d') ? 24 : 1)
}
