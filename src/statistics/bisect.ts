/**
 * The largest number of [lower, upper] for which `holds` is true, to the last bit, where `holds` is true up to some
 * point and false beyond it. `holds(lower)` is taken for granted.
 */
export function bisect(holds: (x: number) => boolean, lower: number, upper: number): number {
  if (holds(upper)) return upper
  let [yes, no] = [lower, upper]
  for (;;) {
    const middle = yes + (no - yes) / 2
    if (middle <= yes || middle >= no) return yes
    if (holds(middle)) yes = middle
    else no = middle
  }
}
