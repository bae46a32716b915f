/**
 * The first line of a check's comment, by which a later one finds it: one per project of a repository.
 * `folder` is relative to the repository root, `''` at the root.
 */
export function checkMarker(folder: string): string {
  return `<!-- llmops:check ${folder === '' ? '.' : inComment(folder)} -->`
}

/**
 * The same for what became of a merge: one comment per project, or per target where each is promoted by a job of its own.
 * @param target undefined where all are promoted together
 */
export function promoteMarker(folder: string, target: string | undefined): string {
  const which = target === undefined ? '' : ` ${inComment(target)}`
  return `<!-- llmops:promote ${folder === '' ? '.' : inComment(folder)}${which} -->`
}

/** One text for each name that neither ends a comment nor holds a space. */
function inComment(name: string): string {
  const safe = name.toWellFormed().replace(/[^A-Za-z0-9._/-]/gu, (char) => encodeURIComponent(char))
  return safe.replace(/[!'()*~]/g, hexOf).replaceAll('--', '%2D%2D')
}

function hexOf(char: string): string {
  return `%${char.charCodeAt(0).toString(16).toUpperCase()}`
}
