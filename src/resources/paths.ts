/** The folder of a path: `''` at the root of the repository. */
function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

export function inFolder(folder: string, path: string): string {
  return folder === '' ? path : `${folder}/${path}`
}

/** Whether a path is `folder` or below it; everything is below `''`. */
export function isBelow(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`)
}

/**
 * The path in the repository that `reference`, written in the file `from`, leads to; undefined where it leaves the
 * repository, or into `.git`. Paths have `/` on every machine.
 */
export function resolvePath(from: string, reference: string): string | undefined {
  const path = resolveFolder(from, reference)
  return path === '' ? undefined : path
}

/** The same for a folder; `''` where that is the root of the repository. */
export function resolveFolder(from: string, reference: string): string | undefined {
  if (/^\/|^[A-Za-z]:|[\\\p{Cc}]/u.test(reference)) return undefined
  const parts = folderOf(from).split('/').filter(Boolean)
  for (const part of reference.split('/')) {
    if (part === '..' && parts.pop() === undefined) return undefined
    if (part !== '..' && part !== '.' && part !== '') parts.push(part)
  }
  return parts.some((part) => part.toLowerCase() === '.git') ? undefined : parts.join('/')
}

/** How the file `from` would refer to `path`. */
export function relativePath(from: string, path: string): string {
  const source = folderOf(from).split('/').filter(Boolean)
  const target = path.split('/')
  const common = source.findIndex((part, index) => part !== target[index])
  const shared = common === -1 ? source.length : common
  return [...source.slice(shared).map(() => '..'), ...target.slice(shared)].join('/')
}
