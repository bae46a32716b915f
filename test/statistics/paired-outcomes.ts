import type { PairedTable } from '../../src/statistics/newcombe.ts'
import { repeated } from './repeated.ts'

/** Paired differences, head - base, of a two-by-two table of passes and failures. */
export function pairedOutcomes({ bothPass, wins, losses, bothFail }: PairedTable): number[] {
  return [...repeated(1, wins), ...repeated(-1, losses), ...repeated(0, bothPass + bothFail)]
}
