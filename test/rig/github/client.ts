import { getOctokit } from '@actions/github'
import { expect } from 'vitest'
import type { GitHub } from './server.ts'
import type { Identity, Permissions } from './tokens.ts'

export const repository = { owner: 'acme', repo: 'support' }
export const everything = {
  contents: 'write',
  issues: 'write',
  pullRequests: 'write',
  checks: 'write',
  statuses: 'write',
  actions: 'write',
} as const
const version = { 'x-github-api-version': '2022-11-28' }
export const sha = 'a'.repeat(40)

/** The real client, which retries nothing by itself. */
export function octokitFor(github: GitHub, permissions: Permissions = everything, as?: Identity) {
  const octokit = getOctokit(github.token(permissions, as), { baseUrl: github.url })
  octokit.hook.before('request', (options) => void Object.assign(options.headers, version))
  return octokit
}

/** A request that nothing helps to be right. */
export function ask(
  github: GitHub,
  path: string,
  init: Omit<RequestInit, 'headers'> & { headers?: Record<string, string> } = {},
) {
  const headers = {
    accept: 'application/vnd.github+json',
    'content-type': 'application/json',
    ...version,
    ...init.headers,
  }
  return fetch(`${github.url}${path}`, { redirect: 'manual', ...init, headers })
}

export function authorized(token: string) {
  return { authorization: `Bearer ${token}` }
}

export async function withPull(github: GitHub): Promise<GitHub> {
  await github.openPullRequest({ branch: 'shorter', sha })
  return github
}

export async function refusal(
  promise: Promise<unknown>,
): Promise<{ status: number; message: string; headers: Record<string, string> }> {
  const error = (await promise.then(
    () => expect.fail('was not refused'),
    (error: unknown) => error,
  )) as { status: number; message: string; response: { headers: Record<string, string> } }
  return { status: error.status, message: error.message, headers: error.response.headers }
}

export function annotationAt(line: number) {
  return { path: 'llmops.yaml', start_line: line, end_line: line, annotation_level: 'warning' as const, message: 'm' }
}
