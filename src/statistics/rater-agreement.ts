import { mean } from './mean.ts'

/**
 * How often two raters of the same item say the same: the mean over items of the share of agreeing pairs of ratings.
 * Items that were rated once say nothing; undefined where there are no others.
 *
 * Fleiss (1971), "Measuring nominal scale agreement among many raters", Psychological Bulletin 76, 378-382: P-bar.
 * @param items the ratings of each item
 */
export function raterAgreement(items: readonly (readonly number[])[]): number | undefined {
  const shares = items.filter(({ length }) => length > 1).map(agreeingPairs)
  return shares.length === 0 ? undefined : mean(shares)
}

function agreeingPairs(ratings: readonly number[]): number {
  const alike = Map.groupBy(ratings, (rating) => rating).values()
  const pairs = [...alike].reduce((sum, { length }) => sum + length * (length - 1), 0)
  return pairs / (ratings.length * (ratings.length - 1))
}
