import type { BinaryAgreement } from '../../calibration/agreement.ts'
import type { Measured } from '../../calibration/standing.ts'
import type { CalibrateReport, Calibration, Disagreement } from '../../verdict/calibrate-report.ts'
import { count, counted, percent, usd } from '../numbers.ts'
import { code, listed, name } from '../phrase.ts'
import type { Phrase, Piece } from '../phrase.ts'
import { findingCounts } from './finding-counts.ts'
import type { Headlined } from './headline.ts'
import { differenceWords, measuredWords, shareWords } from './judge-standing.ts'
import { missingWords } from './missing-reason.ts'

/** The first line of a calibration. */
export function calibrateHeadline(report: CalibrateReport): Headlined {
  const { judges, sheet, exitCode, diagnostics, dryRun } = report
  if (exitCode === 2) return { mark: 'bad', says: [findingCounts(diagnostics), ', so no judge was asked'] }
  if (sheet !== undefined)
    return { mark: 'good', says: [name(sheet.file), ` has ${counted(sheet.outputs, 'output')} for humans to label`] }
  if (judges.length === 0) return { mark: 'good', says: ['no metric here has a judge'] }
  if (dryRun) return { mark: 'same', says: priceOf(judges) }
  if (exitCode === 3) return { mark: 'incomplete', says: ['incomplete, a judge did not answer about every output'] }
  return heldAgainstHumans(judges)
}

function heldAgainstHumans(judges: readonly Calibration[]): Headlined {
  const measured = judges.filter(({ standing }) => standing.state === 'measured')
  if (measured.length === 0) return { mark: 'unsure', says: ['no judge has labels of humans to be compared with'] }
  const metrics = [...new Set(measured.map(({ metric }) => metric))]
  const [judge, are] = metrics.length === 1 ? ['judge', 'is'] : ['judges', 'are']
  return { mark: 'good', says: [`the ${judge} of `, ...listed(metrics), ` ${are} compared with humans`] }
}

function priceOf(judges: readonly Calibration[]): Phrase {
  const calls = judges.reduce((sum, { planned }) => sum + planned.newCalls, 0)
  const costs = judges.flatMap(({ planned }) => planned.usd ?? [])
  const price = costs.length < judges.length ? 'at an unknown price' : `about ${usd(costs.reduce((a, b) => a + b, 0))}`
  return [`${counted(calls, 'call')} to ask, ${price}; nobody was asked`]
}

/** `quality · grounded: llm-rubric by judge`. */
export function judgeTitle({ suite, metric, type, judge }: Calibration): Phrase {
  return [name(suite), ' · ', name(metric), ': ', name(type), ' by ', name(judge)]
}

/** What is known of a judge, the most important first; what the table says is not said again. */
export function judgeSentences(calibration: Calibration): readonly Phrase[] {
  const { standing } = calibration
  switch (standing.state) {
    case 'no-labels':
      return [noLabels(calibration, standing.open)]
    case 'not-measured':
      return [[`It has answered about ${count(standing.answered)} of ${counted(standing.outputs, 'labelled output')}.`]]
    case 'measured':
      return measuredSentences(calibration, standing)
  }
}

function noLabels({ suite, metric }: Calibration, open: number): Phrase {
  if (open > 0) return [`${counted(open, 'row')} of its sheet ${open === 1 ? 'has' : 'have'} no label yet.`]
  const sheet = `llmops calibrate ${suite} --metric ${metric} --sheet ${metric}.labels.csv`
  return [
    'No labels of humans. ',
    code(sheet),
    ' writes the sheet to fill in; ',
    code('labels: {file: …}'),
    ' names it.',
  ]
}

function measuredSentences({ needed }: Calibration, standing: Measured): readonly Phrase[] {
  const { agreement, humans, disputed } = standing
  const sentences = [
    `It ${measuredWords(standing)}.`,
    humans === undefined ? '' : `Two humans say the same of an output in ${percent(humans)}.`,
    ...(agreement.kind === 'binary'
      ? errorSentences(agreement)
      : [
          agreement.difference &&
            `Its scores are ${differenceWords(agreement.difference)} points from theirs, on average.`,
        ]),
    disputed === 0
      ? ''
      : `${counted(disputed, 'output')} that as many humans pass as fail ${disputed === 1 ? 'is' : 'are'} left out.`,
    needed === undefined ? '' : `About ${count(needed)} labels would tell the agreement to 5 points.`,
  ]
  return sentences.flatMap((sentence) => (sentence === undefined || sentence === '' ? [] : [[sentence]]))
}

function errorSentences({ wrongPasses, wrongFails, kappa }: BinaryAgreement): readonly string[] {
  return [
    wrongPasses === undefined ? '' : `Of what it passes, humans fail ${shareWords(wrongPasses)}.`,
    wrongFails === undefined ? '' : `Of what it fails, humans pass ${shareWords(wrongFails)}.`,
    kappa === undefined
      ? 'Judge and humans all say the same of every output, so kappa says nothing: label some failures.'
      : '',
  ]
}

/** How judge and humans sorted the outputs: header, then rows; undefined where humans say more than pass and fail. */
export function agreementTable({ standing }: Calibration): readonly (readonly [string, string, string])[] | undefined {
  if (standing.state !== 'measured' || standing.agreement.kind === 'graded') return undefined
  const { bothPass, firstAlone, secondAlone, bothFail } = standing.agreement.table
  return [
    ['', 'humans pass', 'humans fail'],
    ['judge passes', count(bothPass), count(firstAlone)],
    ['judge fails', count(secondAlone), count(bothFail)],
  ]
}

/** `refund: the judge passes what humans fail: Two days. It says: It names a time.`. */
export function disagreementPhrase({ caseId, judge, humans, output, reason }: Disagreement): Phrase {
  const said: readonly Piece[] = reason === undefined ? [] : [' It says: ', { said: reason }]
  return [name(caseId), `: ${opinions(judge, humans)}: `, { said: output }, ...said]
}

function opinions(judge: number, humans: number): string {
  if (judge === 1 && humans === 0) return 'the judge passes what humans fail'
  if (judge === 0 && humans === 1) return 'the judge fails what humans pass'
  return `judge ${percent(judge)}, humans ${percent(humans)}`
}

export function unansweredPhrase({ reason, outputs, example }: Calibration['unanswered'][number]): Phrase {
  return [`${counted(outputs, 'output')} without a judgement (`, missingWords(reason), '). First: ', { said: example }]
}

/** What to do with a sheet. */
export function sheetSentences({ sheet }: CalibrateReport): readonly Phrase[] {
  if (sheet === undefined) return []
  const { suite, metric, unknown, file } = sheet
  const lacking: Phrase = [`${counted(unknown, 'case')} of `, name(suite), ' had no remembered answer to choose: run ']
  return [
    [
      'Fill in ',
      code('label'),
      ' with true or false, or a number from 0 to 1, and say at the assertion of ',
      name(metric),
      ':',
    ],
    [code(`labels: {file: ${file}}`), ' (relative to its YAML).'],
    ...(unknown === 0 ? [] : [[...lacking, code(`llmops eval --suite ${suite}`), ' first.']]),
  ]
}
