import type { Extends } from './extends.ts'
import type { Gate } from './project.ts'

declare const fromBase: unique symbol

/** An endpoint that models are asked at, whatever it speaks. */
interface Endpoint {
  readonly name: string
  /** Base URL; every request goes to its origin and nowhere else. */
  readonly url: string
  /** Environment variable that holds the key; undefined for an endpoint without one. */
  readonly key: string | undefined
  readonly concurrency: number
  /** Deadline of one attempt, in ms. */
  readonly timeoutMs: number
}

/** A provider whose models are asked over the network, by what it speaks. */
export type EndpointBinding = Endpoint &
  (
    | { readonly type: 'openai' }
    | { readonly type: 'anthropic' | 'google' | 'mistral' | 'ollama' }
    | { readonly type: 'azure'; readonly apiVersion: string }
    | {
        readonly type: 'bedrock'
        readonly region: string
        /** Variable of the secret that belongs to the access key ID in `key`; undefined where `key` holds a Bedrock API key. */
        readonly secret: string | undefined
        /** Variable of the session token of temporary credentials. */
        readonly session: string | undefined
      }
  )

/** An address of the user's own, for Applications and retrievers: below its URL, and at its origin alone. */
export type HttpBinding = Endpoint & { readonly type: 'http' }

export type ProviderBinding = EndpointBinding | HttpBinding | { readonly type: 'replay'; readonly name: string }

/** Hard limits, judges included. */
export interface Budget {
  /** USD that one run may cost. */
  readonly usd: number
  /** Requests of one run; undefined: no limit of its own. */
  readonly calls: number | undefined
  /** USD of a calendar month (UTC), by the ledger; absent: no limit of its own. */
  readonly monthUsd?: number
  /** How long one run may go on asking, in ms. */
  readonly runMs: number
}

/**
 * What only the base branch may say: where keys may go, what may be spent, what counts. Made by `policyOf` (a base
 * project) and `builtInPolicy` (none) alone; a call cannot be made without one.
 */
export interface Policy {
  readonly [fromBase]: true
  /** `built-in` where base has no project. */
  readonly source: 'base' | 'built-in'
  /** What base's project extends, whose limits hold, too. */
  readonly extends?: Extends
  readonly providers: ReadonlyMap<string, ProviderBinding>
  readonly budget: Budget
  readonly recorded: 'accept' | 'refuse'
  readonly whenUnsure: 'allow' | 'block'
  readonly defaultGate: Gate
  /** Branch of this repository that records promotions. */
  readonly ledgerBranch: string
}
