import { existsSync } from 'node:fs'
import { realpath } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { folderSnapshot } from '../adapters/folder-snapshot.ts'
import { openRepository, type Repository } from '../adapters/git/repository.ts'
import { WorkTreeSnapshot } from '../adapters/git/work-tree-snapshot.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { UsageFault } from '../diagnostic/fault.ts'
import type { Place } from '../diagnostic/place.ts'
import { Findings } from '../imports/findings.ts'
import { baseName, importFile } from '../imports/import-file.ts'
import type { Imported } from '../imports/imported.ts'
import { isOwnFile, layOut } from '../imports/layout.ts'
import { Names, slug } from '../imports/names.ts'
import { Providers } from '../imports/providers.ts'
import type { ImportReport } from '../imports/report.ts'
import { surveyProject } from '../imports/survey.ts'
import { inOrder } from '../resources/order.ts'
import { inFolder } from '../resources/paths.ts'
import { ProjectFiles } from '../resources/project-files.ts'
import { limits } from '../source/limits.ts'
import { sourceSet } from '../source/positions.ts'
import type { Range } from '../source/range.ts'
import type { Rendered } from './validate.ts'
import { writeNewFiles } from './write-new-files.ts'

export interface FilesRequest {
  /** Where the command was started. */
  readonly dir: string
  /** Relative to `dir`. */
  readonly files: readonly string[]
  /** Folder of the project, relative to `dir`; default: the one around `dir`, else `dir` itself. */
  readonly into: string | undefined
}

/** A file with what was made of it. */
interface Source {
  /** As the user named it, with `/`. */
  readonly shown: string
  readonly base: string
  readonly files: ProjectFiles
  readonly findings: Findings
  readonly imported: Imported | undefined
  readonly prefix: string
}

/**
 * Reads files of other formats and writes resources that mean the same. What is there already and equal is kept; where
 * something else stands in the way, or a file cannot be imported, nothing is written at all. Executes nothing.
 */
export async function importFiles(request: FilesRequest): Promise<Rendered<ImportReport>> {
  if (request.files.length === 0) throw new UsageFault('which file? llmops import FILE...')
  const repository = await openRepository(request.dir)
  const folder = projectFolder(request, repository)
  const survey = await surveyProject(new WorkTreeSnapshot(repository), folder)
  const wanted = await wantedSources(request, repository)
  const taken = survey.names.filter(({ file }) => !wanted.some(({ base }) => isOwnFile(file, base)))
  const names = new Names(taken.map(({ space, name }) => [space, name]))
  const sources: Source[] = []
  const providers = new Providers()
  for (const one of wanted) sources.push(await readSource(one, names, providers))
  const imported = sources.flatMap(({ imported: made, shown, base }) =>
    made === undefined ? [] : [{ imported: made, shown, base }],
  )
  const project = { providers: survey.providers, name: slug(basename(join(repository.root, folder))) ?? 'project' }
  const wantedTexts = layOut(imported, project, providers)
  const diagnostics = sources.flatMap(shownFindings)
  const isBroken = diagnostics.some(({ severity }) => severity === 'error')
  const paths = new Map([...wantedTexts].map(([path, text]) => [inFolder(folder, path), text]))
  const files = await writeNewFiles(repository.root, isBroken ? new Map() : paths)
  const conflicts = files
    .filter(({ action }) => action === 'conflict')
    .map(({ path }): Diagnostic => {
      return { severity: 'error', problem: { code: 'import-conflict' }, place: { in: 'file', file: path } }
    })
  const texts = sourcesShown(sources)
  const report: ImportReport = {
    version: 1,
    command: 'import',
    sources: sources.map(describeSource),
    files,
    diagnostics: inOrder([...diagnostics, ...conflicts], texts),
    exitCode: isBroken || conflicts.length > 0 ? 2 : 0,
  }
  return { report, sources: texts, keys: [] }
}

interface WantedSource {
  readonly path: string
  readonly shown: string
  readonly base: string
}

/** The files that are named, each with a base of its own. */
async function wantedSources({ dir, files }: FilesRequest, repository: Repository): Promise<readonly WantedSource[]> {
  const bases = new Names()
  const wanted: WantedSource[] = []
  for (const file of new Set(files.map((one) => resolve(dir, one)))) {
    const folder = await realpath(dirname(file)).catch(() => dirname(file))
    const path = join(folder, basename(file))
    const inside = relative(repository.root, folder).split(sep).join('/')
    const isInside = inside !== '..' && !inside.startsWith('../')
    const base = baseName(basename(file), isInside ? basename(inside) : undefined)
    const shown = relative(dir, file).split(sep).join('/')
    wanted.push({ path, shown, base: bases.take('EvalSuite', slug(base) ?? 'imported') })
  }
  return wanted
}

async function readSource({ path, shown, base }: WantedSource, names: Names, providers: Providers): Promise<Source> {
  const files = new ProjectFiles(folderSnapshot(dirname(path)), '')
  const findings = new Findings()
  const file = basename(path)
  const prefix = shown.slice(0, shown.length - file.length)
  const source = { shown, base, files, findings, prefix }
  const entry = await files.find(file)
  const read = entry === undefined || entry === 'directory' ? undefined : await files.read(entry, limits.yamlBytes)
  if (read?.ok === true) {
    return { ...source, imported: await importFile({ file, text: read.text, base, files, names, providers, findings }) }
  }
  const missing =
    entry === 'directory'
      ? ({ code: 'not-a-file', found: 'directory' } as const)
      : ({ code: 'file-not-found', file, nearest: undefined } as const)
  findings.keep([{ severity: 'error', problem: read?.problem ?? missing, place: { in: 'file', file } }])
  return { ...source, imported: undefined }
}

function describeSource({ shown, imported }: Source): ImportReport['sources'][number] {
  const resources = (imported?.resources ?? []).map(({ kind, name }) => ({ kind, name }))
  return { file: shown, format: imported?.format, resources }
}

/** Findings with their files as the user named them. */
function shownFindings({ findings, prefix }: Source): readonly Diagnostic[] {
  return findings.all.map((one) => withPrefix(one, prefix))
}

function withPrefix({ place, related, ...diagnostic }: Diagnostic, prefix: string): Diagnostic {
  const shown = <P extends Place>(one: P): P => ({ ...one, file: `${prefix}${one.file}` })
  const others = related?.map(({ label, place: other }) => ({ label, place: shown(other) }))
  return { ...diagnostic, place: shown(place), ...(others !== undefined && { related: others }) }
}

function sourcesShown(sources: readonly Source[]): Rendered<ImportReport>['sources'] {
  const texts = new Map<string, string>()
  const pieces = new Map<string, readonly Range[]>()
  for (const { files, prefix, findings } of sources) {
    for (const [file, text] of files.texts) texts.set(`${prefix}${file}`, masked(text, findings.secrets))
    for (const [file, piece] of files.pieces) pieces.set(`${prefix}${file}`, piece)
  }
  return sourceSet(texts, pieces)
}

/** Shorter texts are no keys, and would mask everything. */
const shortestKey = 4

/** A text in which nobody sees a key; everything else stands where it stood. */
function masked(text: string, secrets: ReadonlySet<string>): string {
  const keys = [...secrets].filter(({ length }) => length >= shortestKey).sort((a, b) => b.length - a.length)
  return keys.reduce((at, key) => at.replaceAll(key, 'x'.repeat(key.length)), text)
}

/** Relative to the repository's root. Throws UsageFault for a folder outside of it. */
function projectFolder({ into }: FilesRequest, { root, folder }: Repository): string {
  if (into !== undefined) {
    const path = relative(root, resolve(root, folder, into))
      .split(sep)
      .join('/')
    if (path === '..' || path.startsWith('../')) throw new UsageFault(`--into ${into} leads out of the repository`)
    return path
  }
  const parts = folder.split('/').filter(Boolean)
  const around = [...parts.keys()].map((depth) => parts.slice(0, parts.length - depth).join('/')).concat('')
  return around.find((one) => existsSync(join(root, one, 'llmops.yaml'))) ?? folder
}
