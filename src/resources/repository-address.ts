import { refusedUrl } from './origin.ts'

/**
 * Why Git may not be sent to a repository; undefined where nothing speaks against it. Git has addresses that run a
 * program (`ext::…`), and hands what begins with `-` on as an option.
 */
export function refusedRepository(text: string): string | undefined {
  if (/^-|\p{Cc}|\\/u.test(text)) return 'an address does not begin with `-`, and has no `\\` and no control characters'
  if (text.includes('::')) return 'addresses that run a program are not followed'
  if (text.includes('://')) return refusedRepositoryUrl(text)
  return text.includes(':') && !isSecureCopy(text) ? 'this is neither a URL nor a path' : undefined
}

/** `git@github.com:acme/prompts.git`. */
function isSecureCopy(text: string): boolean {
  return /^\w[\w.-]*@\w[\w.-]*:[^-]/.test(text)
}

function refusedRepositoryUrl(text: string): string | undefined {
  const url = URL.parse(text)
  if (url === null) return 'this is not a URL'
  if (url.protocol === 'http:' || url.protocol === 'https:') return refusedUrl(text)
  if (url.password !== '') return 'a URL must not hold a password'
  if (url.protocol === 'ssh:') return /^ssh:\/\/(\w[\w.-]*@)?\w/.test(text) ? undefined : 'this is not a URL of SSH'
  return url.protocol === 'file:' ? undefined : 'only https, ssh, file or a path'
}

/** One text for addresses that differ in how they end; undefined for this repository itself. */
export function repositoryAddress(text: string | undefined): string | undefined {
  const trimmed = text?.replace(/(?<=[^/])\/+$/, '')
  return trimmed === '.' ? undefined : trimmed
}
