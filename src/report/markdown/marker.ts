/**
 * The first line of a check's comment, by which a later one finds it: one per project of a repository.
 * `folder` is relative to the repository root, `''` at the root.
 */
export function checkMarker(folder: string): string {
  const safe = folder
    .toWellFormed()
    .replace(/[^A-Za-z0-9._/]+/g, encodeURIComponent)
    .replaceAll('--', '%2D%2D')
  return `<!-- llmops:check ${safe === '' ? '.' : safe} -->`
}
