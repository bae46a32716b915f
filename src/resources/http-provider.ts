import { isBelow } from './paths.ts'
import type { ProjectDocument } from './schema.gen.ts'

/** An address of the user's own that a Project binds: a provider of type http. */
export interface BoundAddress {
  /** The provider's name. */
  readonly name: string
  readonly url: string
}

/** The providers of type http, in the order of the Project. */
export function httpProviders({ providers = {} }: Pick<ProjectDocument, 'providers'>): readonly BoundAddress[] {
  return Object.entries(providers).flatMap(([name, { type, url }]) =>
    type === 'http' && url !== undefined ? [{ name, url }] : [],
  )
}

/**
 * The one that binds a URL: of the same origin, and with a path that the URL's is or lies below; of several the one with the
 * longest path. Undefined where none does.
 */
export function providerOf<B extends BoundAddress>(url: string, bindings: readonly B[]): B | undefined {
  const asked = URL.parse(url)
  if (asked === null) return undefined
  const fitting = bindings.filter((binding) => {
    const bound = URL.parse(binding.url)
    return bound !== null && bound.origin === asked.origin && isBelow(pathOf(asked), pathOf(bound))
  })
  return fitting.toSorted((a, b) => b.url.length - a.url.length)[0]
}

function pathOf({ pathname }: URL): string {
  return pathname.split('/').filter(Boolean).join('/')
}
