/** The value as often as wanted. */
export function repeated(value: number, times: number): number[] {
  return Array.from({ length: times }, () => value)
}
