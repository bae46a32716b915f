import { casesForReach } from '../statistics/cases-for-reach.ts'
import { cohenKappa, type RatedTable } from '../statistics/cohen-kappa.ts'
import type { Estimate } from '../statistics/estimate.ts'
import { kappaInterval } from '../statistics/kappa-interval.ts'
import { pairedT } from '../statistics/paired-t.ts'
import { stratifiedShare } from '../statistics/stratified-share.ts'
import { wilson } from '../statistics/wilson.ts'

/** A share of outputs, with its 95 % interval. */
export interface Share extends Estimate {
  readonly count: number
  readonly of: number
}

/** What is known of either kind of humans. */
interface AnyAgreement {
  /** On the outputs that were labelled. */
  readonly agreed: Share
  /** Of these, those that the judge passes, and those that it fails. */
  readonly passed: Count
  readonly failed: Count
}

/** How many of how many outputs judge and humans agree on. */
export interface Count {
  readonly count: number
  readonly of: number
}

/** Of humans who say pass or fail. */
export interface BinaryAgreement extends AnyAgreement {
  readonly kind: 'binary'
  /** Outputs by what the judge says first, then the humans. */
  readonly table: RatedTable
  /** Undefined where judge and humans gave every output the same. */
  readonly kappa: Estimate | undefined
  /**
   * Of what the judge passes, what humans fail; of what it fails, what they pass; undefined where there is none. Given the
   * judge's verdict, so that a sample which holds more of its fails than there are, as a sheet does, changes neither.
   */
  readonly wrongPasses: Share | undefined
  readonly wrongFails: Share | undefined
}

/** Of humans who say how far. */
export interface GradedAgreement extends AnyAgreement {
  readonly kind: 'graded'
  /** Scores agree that are at most this far apart. */
  readonly tolerance: number
  /** Mean of judge - humans; undefined below two outputs. */
  readonly difference: Estimate | undefined
}

export type Agreement = BinaryAgreement | GradedAgreement

/** What humans and judge made of one output. */
export interface Compared {
  readonly label: number
  readonly ratings: readonly number[]
  readonly opinion: { readonly score: number; readonly holds: boolean }
}

/** Under one step of a scale of five. */
const tolerance = 0.2

/** Points to each side from which on an agreement is known well enough. */
const reach = 0.05

/** How far a judge agrees with humans; undefined where there is no output on which they agree among themselves. */
export function agreementOn(compared: readonly Compared[]): Agreement | undefined {
  if (!isBinary(compared)) return compared.length === 0 ? undefined : gradedAgreement(compared)
  const decided = compared.filter((one) => !isDisputed(one))
  return decided.length === 0 ? undefined : binaryAgreement(decided)
}

/** Whether humans only passed and failed. */
export function isBinary(compared: readonly Pick<Compared, 'ratings'>[]): boolean {
  return compared.every(({ ratings }) => ratings.every((rating) => rating === 0 || rating === 1))
}

/** Passed by as many humans as failed it. */
export function isDisputed({ label }: Pick<Compared, 'label'>): boolean {
  return label === 0.5
}

/**
 * How far they would agree on outputs of which the judge passes this share: labels are often chosen so that enough of them
 * are about failures. Undefined where there are none about outputs that the judge passes, or fails, as those do.
 */
export function agreementAt(passShare: number, { passed, failed }: Agreement): Estimate | undefined {
  const strata = [
    { weight: passShare, ...passed },
    { weight: 1 - passShare, ...failed },
  ].filter(({ weight }) => weight > 0)
  return strata.every(({ of }) => of > 0) ? stratifiedShare(strata) : undefined
}

/** Labels, in all, that would tell an agreement to 5 points, were it the same; undefined where these do. */
export function labelsNeeded({ agreed }: Agreement): number | undefined {
  const needed = casesForReach(agreed.estimate, reach)
  return needed > agreed.of ? needed : undefined
}

function binaryAgreement(compared: readonly Compared[]): BinaryAgreement {
  const count = (judge: boolean, humans: boolean): number =>
    compared.filter(({ opinion, label }) => opinion.holds === judge && label > 0.5 === humans).length
  const table: RatedTable = {
    bothPass: count(true, true),
    firstAlone: count(true, false),
    secondAlone: count(false, true),
    bothFail: count(false, false),
  }
  const { bothPass, firstAlone, secondAlone, bothFail } = table
  const kappa = cohenKappa(table)
  return {
    kind: 'binary',
    ...agreedOn(compared, ({ opinion, label }) => opinion.holds === label > 0.5),
    table,
    kappa: kappa === undefined ? undefined : { estimate: kappa, ...kappaInterval(table) },
    wrongPasses: someShare(firstAlone, bothPass + firstAlone),
    wrongFails: someShare(secondAlone, secondAlone + bothFail),
  }
}

function gradedAgreement(compared: readonly Compared[]): GradedAgreement {
  const differences = compared.map(({ opinion, label }) => opinion.score - label)
  return {
    kind: 'graded',
    ...agreedOn(compared, ({ opinion, label }) => Math.abs(opinion.score - label) <= tolerance + Number.EPSILON),
    tolerance,
    difference: differences.length < 2 ? undefined : pairedT(differences),
  }
}

function agreedOn(compared: readonly Compared[], agrees: (one: Compared) => boolean): AnyAgreement {
  const countOf = (some: readonly Compared[]): Count => ({ count: some.filter(agrees).length, of: some.length })
  const all = countOf(compared)
  return {
    agreed: shareOf(all.count, all.of),
    passed: countOf(compared.filter(({ opinion }) => opinion.holds)),
    failed: countOf(compared.filter(({ opinion }) => !opinion.holds)),
  }
}

function shareOf(count: number, of: number): Share {
  return { count, of, ...wilson(count, of) }
}

function someShare(count: number, of: number): Share | undefined {
  return of === 0 ? undefined : shareOf(count, of)
}
