/** The 5th of January 2026, in seconds: what is said of models that retire does not depend on when a test runs. */
const day = '1767603600'

/**
 * What a child process may see of the host: where programs are, and the given home. Nothing of CI, GITHUB_*, NO_COLOR,
 * provider keys or Git identity gets through, because nothing is copied but PATH.
 */
export function scrubbedEnvironment(home: string, temporary = home): Record<string, string> {
  const path = process.env['PATH'] ?? '/usr/bin:/bin'
  return { PATH: path, HOME: home, TMPDIR: temporary, LC_ALL: 'C.UTF-8', TZ: 'UTC', SOURCE_DATE_EPOCH: day }
}
