import type { Diagnostic } from '../../src/diagnostic/diagnostic.ts'
import { Findings } from '../../src/imports/findings.ts'
import { baseName, importFile } from '../../src/imports/import-file.ts'
import { layOut } from '../../src/imports/layout.ts'
import { Names, slug } from '../../src/imports/names.ts'
import { Providers } from '../../src/imports/providers.ts'
import { ProjectFiles } from '../../src/resources/project-files.ts'
import { loadProject } from '../../src/rules/load-project.ts'
import { decodeText } from '../../src/source/text.ts'
import { memorySnapshot } from '../behaviour/memory-snapshot.ts'

export interface MemoryImport {
  /** Path -> text of what would be written; empty where something is in error. */
  readonly files: ReadonlyMap<string, string>
  readonly findings: readonly Diagnostic[]
}

/** Imports `file` out of files that are given by their contents. */
export async function importInMemory(
  file: string,
  contents: { readonly [path: string]: string },
): Promise<MemoryImport> {
  const decoded = decodeText(new TextEncoder().encode(contents[file] ?? ''))
  const findings = new Findings()
  const providers = new Providers()
  if (!decoded.ok) return { files: new Map(), findings: [] }
  const files = new ProjectFiles(memorySnapshot(contents), '')
  const base = slug(baseName(file, undefined)) ?? 'imported'
  const imported = await importFile({ file, text: decoded.text, base, files, names: new Names(), providers, findings })
  const sources = imported === undefined ? [] : [{ imported, shown: file, base }]
  const texts = layOut(sources, { providers: undefined, name: 'shop' }, providers)
  const isBroken = findings.all.some(({ severity }) => severity === 'error')
  return { files: isBroken ? new Map() : texts, findings: findings.all }
}

/** Errors of a project that consists of these files. */
export async function errorsOf(files: ReadonlyMap<string, string>): Promise<readonly Diagnostic[]> {
  const { diagnostics } = await loadProject(memorySnapshot(Object.fromEntries(files)), '')
  return diagnostics.filter(({ severity }) => severity === 'error')
}
