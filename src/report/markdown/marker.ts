/**
 * The first line of a check's comment, by which a later one finds it: one per project of a repository.
 * `folder` is relative to the repository root, `''` at the root.
 */
export function checkMarker(folder: string): string {
  return `<!-- llmops:check ${folder === '' ? '.' : inComment(folder)} -->`
}

/** One text for each folder that cannot end a comment. */
function inComment(folder: string): string {
  const safe = folder.toWellFormed().replace(/[^A-Za-z0-9._/-]/gu, (char) => encodeURIComponent(char))
  return safe.replace(/[!'()*~]/g, hexOf).replaceAll('--', '%2D%2D')
}

function hexOf(char: string): string {
  return `%${char.charCodeAt(0).toString(16).toUpperCase()}`
}
