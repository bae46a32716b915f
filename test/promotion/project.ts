import type { Json } from '../../src/digest/digest.ts'
import { buildArtifact } from '../../src/promotion/build-artifact.ts'
import type { Artifact } from '../../src/promotion/artifact.ts'
import { diagnosticsText } from '../../src/report/diagnostics-text.ts'
import type { Project } from '../../src/resources/project.ts'
import { subjectNamed } from '../../src/resources/subjects.ts'
import { loadProject } from '../../src/rules/load-project.ts'
import { type MemoryFiles, memorySnapshot } from '../behaviour/memory-snapshot.ts'

export type Fields = { readonly [field: string]: Json }

/** The project of files; throws with what is wrong with them. */
export async function projectIn(files: MemoryFiles): Promise<Project> {
  const { project, diagnostics, sources } = await loadProject(memorySnapshot(files), '')
  if (project === undefined) throw new Error(diagnosticsText(diagnostics, sources))
  return project
}

/** Resources as YAML, which JSON is. */
export function yaml(...resources: readonly Fields[]): string {
  return resources.map((fields) => `${JSON.stringify(fields)}\n`).join('---\n')
}

export async function artifactIn(files: MemoryFiles, name = 'answer'): Promise<Artifact> {
  const subject = subjectNamed(await projectIn(files), name)
  if (subject === undefined) throw new Error(`no subject ${name}`)
  return buildArtifact(subject)
}

export const project: Fields = { apiVersion: 'llmops/v1', kind: 'Project', name: 'support' }
