import { identify } from '../resources/identify.ts'
import { isMapping } from '../resources/json-shape.ts'
import { inFolder } from '../resources/paths.ts'
import { ProjectFiles } from '../resources/project-files.ts'
import type { Snapshot, TreeEntry } from '../resources/snapshot.ts'
import { limits } from '../source/limits.ts'
import { readYaml } from '../source/yaml-documents.ts'
import type { NameSpace } from './names.ts'

/** What a project has already, as far as it can be read. */
export interface Survey {
  /** Providers that the Project binds; undefined where there is no `llmops.yaml`. */
  readonly providers: ReadonlySet<string> | undefined
  /** Names of resources, and the file that each stands in, relative to the project's folder. */
  readonly names: readonly { readonly space: NameSpace; readonly name: string; readonly file: string }[]
}

const spaces: { readonly [kind: string]: NameSpace } = {
  Prompt: 'subject',
  Chain: 'subject',
  Application: 'subject',
  Model: 'Model',
  Dataset: 'Dataset',
  EvalSuite: 'EvalSuite',
}

/** Looks at the resources of a project, whether it is valid or not. */
export async function surveyProject(snapshot: Snapshot, folder: string): Promise<Survey> {
  const files = new ProjectFiles(snapshot, folder)
  const main = await files.find(inFolder(folder, 'llmops.yaml'))
  const listed = (await files.listResources()).filter(({ path }) => /\.ya?ml$/i.test(path)).slice(0, limits.yamlFiles)
  const names: Survey['names'][number][] = []
  const providers = new Set<string>()
  for (const entry of main === undefined || main === 'directory' ? listed : [main, ...listed]) {
    const file = folder === '' ? entry.path : entry.path.slice(folder.length + 1)
    for (const found of await resourcesIn(entry, files)) {
      const space = Object.hasOwn(spaces, found.kind) ? spaces[found.kind] : undefined
      if (space !== undefined && found.name !== undefined) names.push({ space, name: found.name, file })
      const bound = found.kind === 'Project' && isMapping(found.value) ? found.value['providers'] : undefined
      if (isMapping(bound)) for (const name of Object.keys(bound)) providers.add(name)
    }
  }
  return { providers: main === undefined ? undefined : providers, names }
}

async function resourcesIn(entry: TreeEntry, files: ProjectFiles) {
  const read = await files.read(entry, limits.yamlBytes)
  if (!read.ok) return []
  return readYaml(read.file, read.text).documents.flatMap(({ index, value, empty }) => {
    if (empty || value === undefined) return []
    const found = identify(value, { in: 'yaml', file: read.file, document: index, path: [], part: 'value' })
    return found.ok ? [found.document] : []
  })
}
