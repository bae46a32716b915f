import type { SourceSet } from '../source/source-set.ts'
import type { CheckReport, ValidateReport } from '../verdict/reports.ts'
import { jsonLine } from './json/line.ts'
import { identified } from './sarif/fingerprint.ts'
import { gateFindings } from './sarif/gate-findings.ts'
import { ruleOf } from './sarif/rule.ts'
import { type Finding, findingOf, resultOf } from './sarif/result.ts'

/**
 * The findings as SARIF 2.1.0, in one line, for GitHub code scanning and other readers; of a check, its gates that fail,
 * too. Silenced ones are among them, as suppressed in the source. Rules are those that have a result, in the order of their
 * names.
 */
export function reportSarif(report: ValidateReport | CheckReport, sources: SourceSet): string {
  const findings = findingsOf(report)
  const rules = [...new Set(findings.map(({ ruleId }) => ruleId))].sort()
  const run = {
    tool: { driver: { name: 'llmops', rules: rules.map(ruleOf) } },
    columnKind: 'utf16CodeUnits',
    invocations: [{ executionSuccessful: true, exitCode: report.exitCode }],
    results: identified(findings, sources).map(({ finding, fingerprint }) =>
      resultOf(finding, { fingerprint, ruleIndex: rules.indexOf(finding.ruleId), sources }),
    ),
  }
  const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] }
  return `${jsonLine(log)}\n`
}

function findingsOf(report: ValidateReport | CheckReport): readonly Finding[] {
  const found = report.diagnostics.map((diagnostic) => findingOf(diagnostic))
  if (report.command === 'check') return [...found, ...gateFindings(report)]
  return [...found, ...report.silenced.map(({ diagnostic, reason }) => findingOf(diagnostic, reason))]
}
