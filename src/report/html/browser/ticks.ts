/** Round numbers between two limits, evenly apart: three to six of them. */
export function ticksBetween(lowest: number, highest: number): readonly number[] {
  const rough = (highest - lowest) / 4
  if (!(rough > 0)) return [lowest]
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 5, 10].find((times) => times * power >= rough * 0.999) ?? 10) * power
  const first = Math.ceil(lowest / step - 1e-9)
  const last = Math.floor(highest / step + 1e-9)
  return Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)))
}
