/**
 * What a child process may see of the host: where programs are, and the given home. Nothing of CI, GITHUB_*, NO_COLOR,
 * provider keys or Git identity gets through, because nothing is copied but PATH.
 */
export function scrubbedEnvironment(home: string, temporary = home): Record<string, string> {
  return { PATH: process.env['PATH'] ?? '/usr/bin:/bin', HOME: home, TMPDIR: temporary, LC_ALL: 'C.UTF-8', TZ: 'UTC' }
}
