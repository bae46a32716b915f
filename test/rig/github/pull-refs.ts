import type { GitSide } from './git-side.ts'

/** Where GitHub keeps the two commits of a pull request: its head, and the merge that it tries out. */
export const headRef = (number: number): string => `refs/pull/${number}/head`
export const mergeRef = (number: number): string => `refs/pull/${number}/merge`

/** Brings a head, a ref or sha, into the bare repository, out of the folder `fork` where one is given. Returns its sha. */
export async function fetchHead({ git }: GitSide, number: number, head: string, fork?: string): Promise<string> {
  if (fork === undefined) await git('update-ref', headRef(number), head)
  else await git('fetch', '--quiet', '--no-tags', fork, `+${head}:${headRef(number)}`)
  return git('rev-parse', headRef(number))
}

/** Makes the test merge, base first, head second; undefined, and no ref, where the two conflict. */
export async function tryMerge(side: GitSide, number: number, base: string, head: string): Promise<string | undefined> {
  const merged = await mergeCommit(side, base, head, `Merge ${head} into ${base}`)
  if (merged === undefined) await side.attempt('update-ref', '-d', mergeRef(number))
  else await side.git('update-ref', mergeRef(number), merged)
  return merged
}

export interface Landing {
  /** One commit with one parent, else a merge. */
  readonly squash: boolean
  readonly message: string
}

/** Lands a pull request on its base branch and returns the new tip. Throws where it conflicts. */
export async function landOn(side: GitSide, branch: string, head: string, how: Landing): Promise<string> {
  const { squash, message } = how
  const base = await side.git('rev-parse', `refs/heads/${branch}`)
  const merged = await mergeCommit(side, base, head, message)
  if (merged === undefined) throw new Error(`${head} conflicts with ${branch}`)
  const tip = squash ? await side.git('commit-tree', `${merged}^{tree}`, '-p', base, '-m', message) : merged
  await side.git('update-ref', `refs/heads/${branch}`, tip, base)
  return tip
}

/** A merge of two commits that no ref names yet; undefined where they conflict. */
export async function mergeCommit(
  side: GitSide,
  base: string,
  head: string,
  message: string,
): Promise<string | undefined> {
  const tree = await side.attempt('merge-tree', '--write-tree', base, head)
  return tree === undefined ? undefined : side.git('commit-tree', tree, '-p', base, '-p', head, '-m', message)
}
