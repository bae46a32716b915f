const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** A duration such as `30m`, `24h` or `7d` in ms. */
export function durationMs(text: string): number {
  const unit = unitMs[text.slice(-1) as keyof typeof unitMs]
  const ms = Number(text.slice(0, -1)) * (unit ?? Number.NaN)
  if (Number.isNaN(ms)) throw new Error(`the duration ${text} passed validation`)
  return ms
}
