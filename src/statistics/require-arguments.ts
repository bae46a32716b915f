/** @throws RangeError unless `values` has at least one number and each is finite and in [lower, upper]. */
export function requireAll(name: string, values: readonly number[], lower = -Infinity, upper = Infinity): void {
  if (values.length === 0) throw new RangeError(`${name} must not be empty`)
  const at = values.findIndex((value) => !(Number.isFinite(value) && value >= lower && value <= upper))
  if (at !== -1) requireWithin(`${name}[${at}]`, values[at] as number, lower, upper)
}

/** @throws RangeError unless `value` is finite and in [lower, upper]. */
export function requireWithin(name: string, value: number, lower: number, upper: number): void {
  if (Number.isFinite(value) && value >= lower && value <= upper) return
  const wanted = lower === -Infinity && upper === Infinity ? 'finite' : `in [${lower}, ${upper}]`
  throw new RangeError(`${name} must be ${wanted}, it is ${value}`)
}

/** @throws RangeError unless lower < value < upper. */
export function requireInside(name: string, value: number, lower: number, upper: number): void {
  if (value > lower && value < upper) return
  throw new RangeError(`${name} must be between ${lower} and ${upper}, it is ${value}`)
}

/** @throws RangeError unless `value` is a whole number of at least `least`. */
export function requireCount(name: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return
  throw new RangeError(`${name} must be a whole number of at least ${least}, it is ${value}`)
}
