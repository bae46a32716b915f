import type { Rule } from '../resources/load.ts'
import { inFolder, isBelow } from '../resources/paths.ts'
import { errorAt } from '../source/error-at.ts'
import { addressedTargets } from './addressed-targets.ts'

/** A directory that is delivered to holds nothing of the project, and is not held by it. */
export const targetOwnFiles: Rule = function* (draft) {
  const main = inFolder(draft.folder, 'llmops.yaml')
  const own = ['llmops', '.llmops'].map((folder) => inFolder(draft.folder, folder))
  for (const { target, address } of addressedTargets(draft)) {
    if (address.type !== 'directory') continue
    const { path } = address
    if (!isBelow(main, path) && !own.some((folder) => isBelow(path, folder) || isBelow(folder, path))) continue
    yield errorAt(target.placeOf(['to', 'path']), { code: 'target-path', path, why: 'own files' })
  }
}
