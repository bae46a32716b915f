import { IncompleteFault } from '../../diagnostic/fault.ts'
import type { Digest } from '../../digest/digest.ts'
import { digestOf } from '../../digest/digest.ts'
import { type Expense, type Ledger, LedgerFault, type LedgerTip, type LedgerWrite } from '../../promotion/ledger.ts'
import { expensesFolder, parseExpense } from '../../promotion/ledger-expense.ts'
import { filesOf, markerPath, requireLedger } from '../../promotion/ledger-format.ts'
import { commitMessage } from '../../promotion/ledger-message.ts'
import { artifactPath, type LedgerFile, targetsFolder } from '../../promotion/ledger-paths.ts'
import { readTargets } from '../../promotion/read-targets.ts'
import { type Branch, compareAndSwap, defaultWaits, type Waits } from './branch.ts'
import { CommitSnapshot } from './commit-snapshot.ts'
import { GitFault } from './git-fault.ts'
import { defaultIdentity, type Identity, writeCommit } from './objects.ts'
import { type BranchAddress, openBranch } from './open-branch.ts'
import type { Repository } from './repository.ts'
import { blobsOf, writeTree } from './trees.ts'

export interface GitLedgerOptions extends BranchAddress {
  /** Folder of the project from the repository's root; `''` for the root. Each project has its own targets. */
  readonly projectFolder: string
  /** Author and committer. */
  readonly identity?: Identity
  /** How long to wait before a remote is asked again, in ms; there are as many repetitions as waits. */
  readonly waits?: Waits
}

/**
 * The ledger on a branch of its own. Its commits are built in the object database, from the branch's own tree: neither
 * work tree nor index nor any other branch is touched, and nothing of the user's tree gets into it.
 */
export function gitLedger(options: GitLedgerOptions): Ledger {
  const { repository, projectFolder, identity = defaultIdentity, waits = defaultWaits } = options
  const book: Book = { repository, projectFolder, identity, waits, branch: openBranch(options, waits) }
  return {
    read: () => named(book, () => readTip(book)),
    expenses: (month) => named(book, () => readExpenses(book, month)),
    document: (digest) => named(book, () => readDocument(book, digest)),
    append: (tip, write) => named(book, () => append(book, tip, write)),
  }
}

interface Book {
  readonly repository: Repository
  readonly branch: Branch
  readonly projectFolder: string
  readonly identity: Identity
  readonly waits: Waits
}

async function readTip({ repository, branch, projectFolder }: Book): Promise<LedgerTip> {
  const tip = await branch.tip()
  return tip === undefined ? { commit: undefined, targets: new Map() } : ledgerAt(repository, tip, projectFolder)
}

/** What a ledger says at one of its commits. Throws LedgerFault where it is none, or its records cannot be believed. */
export async function ledgerAt(repository: Repository, commit: string, projectFolder: string): Promise<LedgerTip> {
  await using pages = await pagesAt(repository, commit)
  const files = await readFiles(pages, targetsFolder(projectFolder))
  return { commit, targets: readTargets(projectFolder, files) }
}

async function readExpenses({ repository, branch, projectFolder }: Book, month: string): Promise<readonly Expense[]> {
  const tip = await branch.tip()
  return tip === undefined ? [] : expensesAt(repository, tip, projectFolder, month)
}

/** What a ledger noted of a month (`2026-11`) by one of its commits. Throws LedgerFault as `ledgerAt`. */
export async function expensesAt(
  repository: Repository,
  commit: string,
  projectFolder: string,
  month: string,
): Promise<readonly Expense[]> {
  await using pages = await pagesAt(repository, commit)
  const files = await readFiles(pages, expensesFolder(projectFolder, month))
  return files.map(({ path, text }) => parseExpense(path, text))
}

async function readDocument({ repository, branch, projectFolder }: Book, digest: Digest): Promise<string | undefined> {
  const tip = await branch.tip()
  if (tip === undefined) return undefined
  await using pages = await pagesAt(repository, tip)
  const path = artifactPath(projectFolder, digest)
  const document = await readText(pages, path)
  if (document !== undefined && digestOf(document) !== digest)
    throw new LedgerFault(`${path}: is not what its name says`)
  return document
}

async function append(book: Book, tip: LedgerTip, write: LedgerWrite): Promise<'written' | 'moved'> {
  const { repository, branch, identity, waits } = book
  const files = filesOf(book.projectFolder, tip.targets, write)
  const blobs = await blobsOf(
    repository,
    files.map(({ path, text }) => ({ path, bytes: text })),
  )
  const tree = await writeTree(repository, tip.commit, blobs)
  const message = commitMessage(write)
  const { at } = 'record' in write ? write.record : 'expense' in write ? write.expense : write.confirmation
  const commit = await writeCommit(repository, { tree, parent: tip.commit, identity, at, message })
  return compareAndSwap(branch, tip.commit, commit, waits)
}

/** The tree of a commit that is known to be a ledger's. */
async function pagesAt(repository: Repository, commit: string): Promise<CommitSnapshot> {
  const pages = new CommitSnapshot(repository, commit)
  try {
    requireLedger(await readText(pages, markerPath))
    return pages
  } catch (error) {
    await pages[Symbol.asyncDispose]()
    throw error
  }
}

async function readFiles(pages: CommitSnapshot, folder: string): Promise<readonly LedgerFile[]> {
  const paths = (await pages.list(folder)).map(({ path }) => path)
  return Promise.all(paths.map(async (path) => ({ path, text: (await readText(pages, path)) ?? '' })))
}

async function readText(pages: CommitSnapshot, path: string): Promise<string | undefined> {
  const bytes = await pages.read(path)
  return bytes && new TextDecoder().decode(bytes)
}

/** Every fault says which ledger it is about; a refusal also what can be done. */
async function named<Result>({ branch }: Book, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof LedgerFault) throw new LedgerFault(`the ledger ${branch.label}: ${error.message}`)
    if (error instanceof GitFault) throw new LedgerFault(faultWords(branch.label, error))
    if (error instanceof IncompleteFault)
      throw new LedgerFault(`the ledger ${branch.label} cannot be read: ${error.message}`)
    throw error
  }
}

function faultWords(label: string, { refused, message }: GitFault): string {
  if (!refused) return `the ledger ${label} cannot be reached or written: ${message}`
  return (
    `the ledger ${label} is refused: ${message}. Either let the identity that deploys write this branch ` +
    '(`contents: write`, and a bypass of the rule), or name another branch as the ledger in the Project'
  )
}
