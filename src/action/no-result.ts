import { statusOf } from '../publishing/status-of.ts'
import { noResultComment } from '../report/no-result.ts'
import type { ExitCode } from '../verdict/reports.ts'
import type { Addressee, Telling } from './handover.ts'

/** What is told where there is no result: an earlier one must not stand there as if it were of this commit. */
export function tellingWithout(
  { exitCode, why }: { readonly exitCode: ExitCode; readonly why: string },
  { marker, status, commit, folder = '' }: Addressee,
  url: string | undefined,
): Telling {
  const [says = ''] = why.split('\n')
  return {
    comment: marker === undefined ? undefined : noResultComment({ marker, folder, commit, why, url }),
    status:
      status === undefined ? undefined : statusOf({ exitCode, says: `no result: ${says}` }, { context: status, url }),
    checkRun: undefined,
  }
}
