import type { JudgedCode } from '../diagnostic/definitions.ts'
import { strictest, type RuleSettings } from './judgements.ts'
import type { Gate, ProjectDocument, Provider } from './schema.gen.ts'
import { stricterCompliance } from './stricter-compliance.ts'

/**
 * A Project together with the one that it extends: what either limits is limited, and what neither says has its default.
 * Where the organisation lists providers, models are asked at no others, each bound as it says.
 */
export function withOrganisation(own: ProjectDocument, organisation: ProjectDocument): ProjectDocument {
  return {
    ...own,
    ...given('providers', composedProviders(own, organisation)),
    ...given('budget', composed(organisation.budget, own.budget, smallerBudget)),
    ...given('gate', composed(organisation.gate, own.gate, stricterGate)),
    ...given('whenUnsure', composed(organisation.whenUnsure, own.whenUnsure, either('block'))),
    ...given('recorded', composed(organisation.recorded, own.recorded, either('refuse'))),
    ...given('ledger', own.ledger ?? organisation.ledger),
    ...given('compliance', composed(organisation.compliance, own.compliance, stricterCompliance)),
    ...given('rules', composed(organisation.rules, own.rules, stricterRules)),
  }
}

/** A provider that a project binds, and the organisation does not let it. */
export interface RefusedProvider {
  readonly name: string
  readonly why: 'bound' | 'not listed'
}

/** The project's own providers that are not for it to bind. */
export function refusedProviders(
  { providers: own = {} }: ProjectDocument,
  { providers }: ProjectDocument,
): readonly RefusedProvider[] {
  if (providers === undefined) return []
  return Object.entries(own).flatMap(([name, provider]): readonly RefusedProvider[] => {
    if (Object.hasOwn(providers, name)) return [{ name, why: 'bound' }]
    return asksModels(provider) ? [{ name, why: 'not listed' }] : []
  })
}

function composedProviders(
  { providers: own }: ProjectDocument,
  { providers }: ProjectDocument,
): ProjectDocument['providers'] {
  if (providers === undefined) return own
  const others = Object.entries(own ?? {}).filter(([, provider]) => !asksModels(provider))
  return { ...Object.fromEntries(others), ...providers }
}

/** The project's own application and its recorded answers are no models of anybody else's. */
function asksModels({ type }: Provider): boolean {
  return type !== 'http' && type !== 'replay'
}

type Budget = NonNullable<ProjectDocument['budget']>

function smallerBudget(a: Budget, b: Budget): Budget {
  const fields = Object.keys({ ...a, ...b }) as (keyof Budget)[]
  return Object.fromEntries(fields.map((field) => [field, Math.min(a[field] ?? Infinity, b[field] ?? Infinity)]))
}

function stricterGate(a: Gate, b: Gate): Gate {
  return {
    ...given('maxDrop', composed(a.maxDrop, b.maxDrop, Math.min)),
    ...given('min', composed(a.min, b.min, Math.max)),
  }
}

function stricterRules(a: RuleSettings, b: RuleSettings): RuleSettings {
  const codes = Object.keys({ ...a, ...b }) as JudgedCode[]
  return Object.fromEntries(
    codes.map((code) => [code, strictest([a[code], b[code]].filter((severity) => severity !== undefined))]),
  )
}

/** The strict one where either says it. */
function either<S extends string>(strict: S): <T extends string>(a: T | S, b: T | S) => T | S {
  return (a, b) => (a === strict ? a : b)
}

/** What both say, composed; else what one of them says. */
function composed<T>(a: T | undefined, b: T | undefined, both: (a: T, b: T) => T): T | undefined {
  return a === undefined || b === undefined ? (a ?? b) : both(a, b)
}

function given<F extends string, T>(field: F, value: T | undefined): { readonly [field in F]?: T } {
  return value === undefined ? {} : ({ [field]: value } as { readonly [field in F]: T })
}
