/**
 * The Walsh-Hadamard transform, in place: value g becomes the sum over all c of value c, negated where g and c have an odd
 * number of bits in common. So it is the sums under all elements of a group of sign flips at once, in n log2(n) steps.
 *
 * Fino & Algazi (1976), "Unified matrix treatment of the fast Walsh-Hadamard transform", IEEE Trans. Computers 25.
 * @param values a power of 2 of them
 */
export function walshHadamard(values: Float64Array): void {
  for (let half = 1; half < values.length; half *= 2) {
    for (let from = 0; from < values.length; from += 2 * half) {
      for (let at = from; at < from + half; at += 1) {
        const one = values[at] as number
        const other = values[at + half] as number
        values[at] = one + other
        values[at + half] = one - other
      }
    }
  }
}
