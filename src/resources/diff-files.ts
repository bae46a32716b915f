import type { ResourceChange } from './change-set.ts'
import { byCodePoints } from './order.ts'
import { casesOf } from './diff-resources.ts'
import type { MessageTemplate, Project, Resource } from './project.ts'

/** The files of a project with their Git blob ids; undefined for one that was changed in the work tree. */
export type FileIds = ReadonlyMap<string, string | undefined>

/** The files of both sides. */
export interface ProjectFiles {
  readonly base: FileIds
  readonly head: FileIds
}

/**
 * Files that differ in bytes though no resource from them differs in meaning, in order of path. A file that no place
 * of the projects names, such as that of a JSON Schema, may belong to any change: it counts only where there is none.
 */
export function formattedFiles(
  files: ProjectFiles,
  projects: readonly Project[],
  changes: readonly ResourceChange[],
): readonly string[] {
  const known = new Set(projects.flatMap((project) => project.resources.flatMap((one) => filesOf(one, project))))
  const changed = new Set(projects.flatMap((project) => changedFiles(project, changes)))
  const paths = [...new Set([...files.base.keys(), ...files.head.keys()])].toSorted(byCodePoints)
  return paths
    .filter((path) => differs(files, path) && !changed.has(path))
    .filter((path) => known.has(path) || changes.length === 0)
}

function differs({ base, head }: ProjectFiles, path: string): boolean {
  return head.get(path) !== base.get(path)
}

function changedFiles(project: Project, changes: readonly ResourceChange[]): readonly string[] {
  const names = changes.flatMap(({ kind, name, formerly = name }) => [`${kind} ${name}`, `${kind} ${formerly}`])
  const changed = new Set(names)
  const resources = project.resources.filter(({ kind, name }) => changed.has(`${kind} ${name}`))
  return resources.flatMap((resource) => filesOf(resource, project))
}

/** The files that a resource is known to come from: its own, and those of its texts and cases. */
function filesOf(resource: Resource, project: Project): readonly string[] {
  const cases = casesOf(resource, project).map(({ place }) => place.file)
  return [resource.place.file, ...textFilesOf(resource, project), ...cases]
}

function textFilesOf({ kind, name }: Resource, project: Project): readonly string[] {
  switch (kind) {
    case 'Prompt':
      return (project.prompts.get(name)?.messages ?? []).flatMap(({ content }) => filesOfContent(content))
    case 'Chain':
      return (project.chains.get(name)?.steps ?? []).flatMap((step) =>
        step.does === 'text' ? step.text.place.file : [],
      )
    case 'KnowledgeBase': {
      const base = project.knowledgeBases.get(name)
      return base?.from === 'files' ? base.texts.map(({ file }) => file) : []
    }
    case 'EvalSuite':
      return (project.suites.get(name)?.measure.metrics ?? []).flatMap(({ assertions }) =>
        assertions.map(({ place }) => place.file),
      )
    default:
      return []
  }
}

function filesOfContent(content: MessageTemplate['content']): readonly string[] {
  if ('text' in content) return [content.place.file]
  return content.map((part) => (part.type === 'text' ? part.text : part.source).place.file)
}
