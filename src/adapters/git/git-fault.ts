import type { GitResult } from './git.ts'

/** Git could not do it, in Git's own words. */
export class GitFault extends Error {
  override readonly name = 'GitFault'
  /** The other side can be reached, but does not allow it: asking again does not help. */
  readonly refused: boolean

  constructor(message: string, refused = false) {
    super(message)
    this.refused = refused
  }
}

const lengthLimit = 600

/** What Git says besides what it did: progress, advice, and the summary of a push. */
const noise = /^(To |hint:|Done$|error: failed to push some refs|Please make sure you have|and the repository exists)/

/** Why a command failed, on one line, without credentials: the hooks and servers on the other side speak here, too. */
export function gitWords({ code, stdout, stderr }: GitResult): string {
  const said = [...stderr.split(/[\r\n]+/), ...rejections(stdout)].map(cleaned)
  const words = [...new Set(said.filter((line) => line !== '' && !noise.test(line)))].join('; ')
  if (words === '') return `git ended with code ${code}`
  return words.length > lengthLimit ? `${words.slice(0, lengthLimit)}…` : words
}

/** The reasons in the porcelain output of a push: `!\t<from>:<to>\t[remote rejected] (protected branch hook declined)`. */
function rejections(stdout: string): readonly string[] {
  return stdout.split('\n').flatMap((line) => /^!\t[^\t]*\t(.*)$/.exec(line)?.[1] ?? [])
}

function cleaned(line: string): string {
  return line
    .replace(/^remote:\s*/, '')
    .replaceAll(/:\/\/[^\s/@]+@/g, '://')
    .replaceAll(/[\p{Cc}\p{Bidi_Control}]+/gu, ' ')
    .trim()
}

const noPermission =
  /returned error: 40[13]|authentication failed|permission .*denied|permission denied|access .*not granted|read[- ]only|terminal prompts disabled|repository not found|not allowed to/i
/** Reasons that only say that somebody else was at the same ref at the same time. */
const atTheSameTime = /lock|failed to update ref|already exists|old value|but expected/i

/** Whether a failure is a decision of the other side (a rule, a permission), not a lost race and not trouble on the way. */
export function isRefusal({ stdout, stderr }: GitResult): boolean {
  if (noPermission.test(stderr)) return true
  return rejections(stdout).some((reason) => reason.startsWith('[remote rejected]') && !atTheSameTime.test(reason))
}

const onTheWay =
  /returned error: (?:429|5\d\d)|could not resolve|couldn't connect|failed to connect|connection (?:was )?(?:reset|refused|timed out|closed)|timed out|early eof|hung up|unexpected disconnect|rpc failed|empty reply|ssl_error|recv failure/i

/** Whether a failure is trouble on the way, which may pass: the other side decided nothing. */
export function isTrouble({ code, stderr }: GitResult): boolean {
  return code > 0 && onTheWay.test(stderr)
}
