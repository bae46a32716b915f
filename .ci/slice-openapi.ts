/**
 * Cuts what we use out of GitHub's published OpenAPI description, for the fake GitHub of the tests.
 *   npm pack @octokit/openapi && tar xzf octokit-openapi-*.tgz package/LICENSE package/generated/api.github.com.json
 *   node .ci/slice-openapi.ts package
 * The package unpacks to 385 MB and so is no dependency. `generated/api.github.com.json` and `LICENSE` of the given folder
 * become `slice.json` and `LICENSE` in test/rig/github/openapi/.
 */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Everything the action calls, and what releases, deployments and attestations will call. */
export const operations: readonly string[] = `
get /repos/{owner}/{repo}
get /repos/{owner}/{repo}/pulls/{pull_number}
get /repos/{owner}/{repo}/pulls/{pull_number}/files
get /repos/{owner}/{repo}/pulls
post /repos/{owner}/{repo}/pulls
get /repos/{owner}/{repo}/commits/{commit_sha}/pulls
get /repos/{owner}/{repo}/commits/{ref}
get /repos/{owner}/{repo}/commits/{ref}/check-runs
get /repos/{owner}/{repo}/commits/{ref}/status
get /repos/{owner}/{repo}/commits/{ref}/statuses
get /repos/{owner}/{repo}/compare/{basehead}
get /repos/{owner}/{repo}/issues/{issue_number}/comments
post /repos/{owner}/{repo}/issues/{issue_number}/comments
patch /repos/{owner}/{repo}/issues/comments/{comment_id}
delete /repos/{owner}/{repo}/issues/comments/{comment_id}
get /repos/{owner}/{repo}/issues
post /repos/{owner}/{repo}/issues
patch /repos/{owner}/{repo}/issues/{issue_number}
post /repos/{owner}/{repo}/issues/{issue_number}/labels
post /repos/{owner}/{repo}/check-runs
patch /repos/{owner}/{repo}/check-runs/{check_run_id}
post /repos/{owner}/{repo}/statuses/{sha}
post /repos/{owner}/{repo}/deployments
get /repos/{owner}/{repo}/deployments
post /repos/{owner}/{repo}/deployments/{deployment_id}/statuses
get /repos/{owner}/{repo}/deployments/{deployment_id}/statuses
get /repos/{owner}/{repo}/environments
get /repos/{owner}/{repo}/git/ref/{ref}
get /repos/{owner}/{repo}/git/matching-refs/{ref}
post /repos/{owner}/{repo}/git/refs
patch /repos/{owner}/{repo}/git/refs/{ref}
delete /repos/{owner}/{repo}/git/refs/{ref}
post /repos/{owner}/{repo}/git/blobs
get /repos/{owner}/{repo}/git/blobs/{file_sha}
post /repos/{owner}/{repo}/git/trees
get /repos/{owner}/{repo}/git/trees/{tree_sha}
post /repos/{owner}/{repo}/git/commits
get /repos/{owner}/{repo}/git/commits/{commit_sha}
post /repos/{owner}/{repo}/git/tags
get /repos/{owner}/{repo}/contents/{path}
put /repos/{owner}/{repo}/contents/{path}
post /repos/{owner}/{repo}/releases
get /repos/{owner}/{repo}/actions/runs/{run_id}
get /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts
get /repos/{owner}/{repo}/actions/artifacts
get /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}
post /repos/{owner}/{repo}/attestations
get /repos/{owner}/{repo}/attestations/{subject_digest}
post /repos/{owner}/{repo}/dispatches
post /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches
get /rate_limit
get /user
get /app
`
  .trim()
  .split('\n')

type Json = { [key: string]: unknown }

/** An OpenAPI 3.0 document, as far as cutting looks into it. */
export interface Description extends Json {
  readonly openapi: string
  readonly info: Json
  readonly servers: unknown
  readonly paths: { [path: string]: { [method: string]: unknown } }
  readonly components: { [section: string]: Json }
}

/** The wanted operations (`method path`) in their order, and the components they reach. Throws where one is missing. */
export function sliceOf(description: Description, wanted: readonly string[]): Description {
  const { openapi, info, servers } = description
  const slice: Description = { openapi, info, servers, paths: {}, components: {} }
  for (const operation of wanted) {
    const [method = '', path = ''] = operation.split(' ')
    const described = description.paths[path]?.[method]
    if (described === undefined) throw new Error(`The description does not have: ${operation}`)
    slice.paths[path] = { ...slice.paths[path], [method]: described }
    copyReferences(described, description, slice)
  }
  return slice
}

function copyReferences(value: unknown, from: Description, to: Description): void {
  if (typeof value !== 'object' || value === null) return
  for (const [key, part] of Object.entries(value)) {
    if (key === '$ref' && typeof part === 'string') copyComponent(part, from, to)
    else copyReferences(part, from, to)
  }
}

function copyComponent(reference: string, from: Description, to: Description): void {
  const [, section = '', name = ''] = /^#\/components\/([^/]+)\/([^/]+)$/.exec(reference) ?? []
  const component = from.components[section]?.[name]
  if (component === undefined) throw new Error(`The description does not have: ${reference}`)
  const copied = (to.components[section] ??= {})
  if (Object.hasOwn(copied, name)) return
  copied[name] = component
  copyReferences(component, from, to)
}

/** A line for each path and each component, so that a new version shows what it changes. */
export function textOf({ paths, components, ...head }: Description): string {
  const sections = Object.entries(components).map(([name, section]) => `${JSON.stringify(name)}:${linesOf(section)}`)
  const start = JSON.stringify(head).slice(0, -1)
  return `${start},\n"paths":${linesOf(paths)},\n"components":{\n${sections.join(',\n')}\n}}\n`
}

function linesOf(section: Json): string {
  const lines = Object.entries(section).map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)
  return `{\n${lines.join(',\n')}\n}`
}

function main(folder: string | undefined): void {
  if (folder === undefined) throw new Error('Usage: node .ci/slice-openapi.ts <folder of @octokit/openapi>')
  const to = join(import.meta.dirname, '..', 'test', 'rig', 'github', 'openapi')
  const description = JSON.parse(readFileSync(join(folder, 'generated', 'api.github.com.json'), 'utf8')) as Description
  writeFileSync(join(to, 'slice.json'), textOf(sliceOf(description, operations)))
  copyFileSync(join(folder, 'LICENSE'), join(to, 'LICENSE'))
}

if (import.meta.main) main(process.argv[2])
