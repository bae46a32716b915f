import type { Rule } from '../resources/load.ts'
import { inFolder } from '../resources/paths.ts'
import { errorAt } from '../source/error-at.ts'

/** Exactly one Project, and it stands in `llmops.yaml`. */
export const oneProject: Rule = function* (draft) {
  const main = inFolder(draft.folder, 'llmops.yaml')
  const projects = draft.identified.filter(({ kind }) => kind === 'Project')
  const first = projects.find(({ place }) => place.file === main)
  if (first === undefined && !draft.unread.some(({ file }) => file === main)) {
    const misplaced = projects.map(({ place }) => ({
      label: 'a Project stands here',
      place: { ...place, path: ['kind'] },
    }))
    yield errorAt({ in: 'file', file: main }, { code: 'no-project' }, misplaced.length === 0 ? undefined : misplaced)
  }
  if (first === undefined) return
  for (const { place, name } of projects.filter((project) => project !== first)) {
    const problem = { code: 'second-project', name: name ?? '' } as const
    yield errorAt({ ...place, path: ['kind'] }, problem, [
      { label: 'the Project', place: { ...first.place, path: ['kind'] } },
    ])
  }
}
