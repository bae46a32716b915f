/** A digest as people compare them: `sha256:51c0c3d1f2ab`. */
export function shortDigest(digest: string): string {
  return digest.slice(0, 'sha256:'.length + 12)
}

/** A sentence with its digests shortened in the same way. */
export function withShortDigests(text: string): string {
  return text.replace(/sha256:[0-9a-f]{64}/g, shortDigest)
}

/** A commit as people name them. */
export function shortCommit(commit: string): string {
  return commit.slice(0, 7)
}
