import { UsageFault } from '../diagnostic/fault.ts'
import type { Environment } from './open-transport.ts'

/** The variable that says how large the call store of a project may become: a matter of the machine, not of the project. */
const variable = 'LLMOPS_STORE_LIMIT'

/** 1 GiB: half a million answers of usual length. */
const defaultLimit = 2 ** 30

const units: { readonly [unit: string]: number } = {
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
}

/** Bytes that the call store may have between runs: `500 MB`, `2GiB`, or `none`. Throws UsageFault for anything else. */
export function storeLimit(env: Environment): number {
  const written = env[variable]?.trim()
  if (written === undefined || written === '') return defaultLimit
  if (written === 'none') return Infinity
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)\s*([kmg]i?b)$/i.exec(written) ?? []
  const bytes = Number(amount) * (units[unit.toLowerCase()] ?? Number.NaN)
  if (bytes > 0) return bytes
  throw new UsageFault(`${variable} says '${written}': a size is wanted, such as 500MB or 2GB, or none`)
}
