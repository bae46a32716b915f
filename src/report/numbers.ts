import type { Interval } from '../verdict/comparison.ts'

/** `1,234`. */
export function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** `1 case`, `1,234 cases`. */
export function counted(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? '' : 's'}`
}

/** A score in [0, 1] as `87.5 %`; exactly 0 and 1 as `0 %` and `100 %`. */
export function percent(score: number): string {
  return score === 0 || score === 1 ? `${score * 100} %` : `${(score * 100).toFixed(1)} %`
}

/** A limit that someone wrote, in [0, 1]: `95 %`, `97.5 %`. */
export function share(limit: number): string {
  return `${trimmed(limit * 100, 1)} %`
}

/** A margin in [0, 1] in words: `5 points`, `1 point`, `2.5 points`. */
export function margin(limit: number): string {
  const points = trimmed(limit * 100, 1)
  return points === '1' ? '1 point' : `${points} points`
}

/** A difference of scores, in points with its sign: `+2.3`, `−12.5`, `0.0`. */
export function points(delta: number): string {
  return signed(delta * 100, 1)
}

/** Limits of a difference: `(−20.4 … −5.6)`. A limit that the data cannot give is `unbounded`. */
export function pointsBetween({ lower, upper }: Interval): string {
  return between(lower, upper, points)
}

/** Limits of a score, without the unit: `(80.4 … 92.3)`. */
export function percentBetween({ lower, upper }: Interval): string {
  return between(lower, upper, (score) => percent(score).replace(' %', ''))
}

/** A ratio as its change: `−5 %` for 0.95. */
export function ratioChange(ratio: number): string {
  return `${signed((ratio - 1) * 100, 0)} %`
}

/** Limits of a ratio as changes in percent, without the unit: `(−7 … −3)`. */
export function ratioBetween({ lower, upper }: Interval): string {
  return between(lower, upper, (ratio) => signed((ratio - 1) * 100, 0))
}

/** `$10`, `$1.25`, `$0.05`; under 10 cents two significant digits: `$0.0042`; `<$0.0001` for less. */
export function usd(amount: number): string {
  if (amount > 0 && amount < 0.0001) return '<$0.0001'
  if (Number.isInteger(amount)) return `$${count(amount)}`
  if (amount >= 0.1) return `$${amount.toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ',')}`
  return `$${amount.toFixed(1 - Math.floor(Math.log10(amount))).replace(/(\.\d\d\d*?)0+$/, '$1')}`
}

/** `640 ms`, `2.9 s`, `125 s`. */
export function duration(ms: number): string {
  if (Math.round(ms) < 1000) return `${Math.round(ms)} ms`
  return ms < 99_950 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 1000)} s`
}

/** An adjusted p value: `0.003`, `<0.001`. */
export function probability(p: number): string {
  return p < 0.001 ? '<0.001' : p.toFixed(3)
}

/** A number that is an estimate, to two significant digits: `390`, `1,200`. */
export function about(value: number): string {
  return count(Number(Math.ceil(value).toPrecision(2)))
}

/** A minus is U+2212; what rounds to zero has no sign. */
function signed(value: number, digits: number): string {
  const size = Math.abs(value).toFixed(digits)
  if (Number(size) === 0) return size
  return value < 0 ? `−${size}` : `+${size}`
}

function between(lower: number, upper: number, print: (limit: number) => string): string {
  const [from, to] = [lower, upper].map((limit) => (Number.isFinite(limit) ? print(limit) : 'unbounded'))
  return `(${from} … ${to})`
}

function trimmed(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)))
}

/** A length of time as it was meant, in the largest unit that divides it: `1 day`, `36 hours`, `90 minutes`. */
export function period(ms: number): string {
  const minutes = ms / 60_000
  if (minutes % 1440 === 0) return counted(minutes / 1440, 'day')
  return minutes % 60 === 0 ? counted(minutes / 60, 'hour') : counted(minutes, 'minute')
}

/** A time in ISO 8601, UTC, to the minute: `2026-11-05 10:00 UTC`. */
export function moment(iso: string): string {
  return iso.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d).*Z$/, '$1 $2 UTC')
}

/** How long ago, in the largest unit that fits: `3 days`, `2 hours`, `5 minutes`, `less than a minute`. */
export function age(ms: number): string {
  const minutes = Math.floor(ms / 60_000)
  if (minutes < 1) return 'less than a minute'
  if (minutes < 60) return counted(minutes, 'minute')
  const hours = Math.floor(minutes / 60)
  return hours < 48 ? counted(hours, 'hour') : counted(Math.floor(hours / 24), 'day')
}
