/** The same on every machine, whatever its locale: UTF-16 code units. */
export function byCodeUnits(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
