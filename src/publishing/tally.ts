/** What one run spent, in USD. Said again by the same run, it counts once: the most that it said. */
export interface Spending {
  /** Which run: its address, with the attempt. */
  readonly run: string
  readonly usd: number
}

/**
 * A comment that carries on, in its last line, what the runs before spent that wrote it, and adds what this one did: so the
 * comment knows what all checks of its pull request cost. A comment that was never told stays without.
 * @param earlier what the comment says now; undefined where there is none
 * @param spending of this run; undefined where it is not known, or not told
 */
export function withTally(body: string, earlier: string | undefined, spending: Spending | undefined): string {
  const known = tallyIn(earlier)
  const tally = spending === undefined ? known : added(known, spending)
  return tally === undefined ? body : `${body.trimEnd()}\n\n${lineOf(tally)}\n`
}

/** What the runs that wrote a comment spent, in USD; undefined where it does not say. */
export function spentBy(body: string | undefined): number | undefined {
  const tally = tallyIn(body)
  return tally && tally.before + tally.usd
}

interface Tally extends Spending {
  /** What the runs before it spent. */
  readonly before: number
}

function added(known: Tally | undefined, { run, usd }: Spending): Tally {
  const own = plainRun(run)
  if (known?.run === own) return { ...known, usd: Math.max(known.usd, usd) }
  return { before: known === undefined ? 0 : known.before + known.usd, run: own, usd }
}

function lineOf({ before, run, usd }: Tally): string {
  return `<!-- llmops:spent before=${amount(before)} run=${run} usd=${amount(usd)} -->`
}

const line = /(?:^|\n)<!-- llmops:spent before=(\d+\.\d+) run=([\w.:/-]*) usd=(\d+\.\d+) -->$/

function tallyIn(body: string | undefined): Tally | undefined {
  const [, before, run, usd] = line.exec(body?.trimEnd() ?? '') ?? []
  if (before === undefined || run === undefined || usd === undefined) return undefined
  return { before: Number(before), run, usd: Number(usd) }
}

/** To a millionth, never as an exponent. */
function amount(usd: number): string {
  return usd.toFixed(6)
}

/** Nothing that ends an HTML comment. */
function plainRun(run: string): string {
  return run.replace(/[^\w.:/-]/g, '_').replace(/--/g, '__')
}
