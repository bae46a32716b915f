import type { Rule } from '../resources/load.ts'
import { judgementAt } from '../source/error-at.ts'

/** Examples come from the cases for training, and suites judge by the others. */
export const splitUse: Rule = function* (draft) {
  for (const { fields, placeOf } of draft.of('Prompt')) {
    const dataset = fields.examples?.dataset
    const split = splitOf(dataset)
    if (dataset === undefined || split === undefined || split === 'train') continue
    yield judgementAt(placeOf(['examples', 'dataset']), { code: 'split-use', dataset, split, use: 'examples' })
  }
  for (const { fields, placeOf } of draft.of('EvalSuite')) {
    const { dataset } = fields
    const split = splitOf(dataset)
    if (dataset === undefined || split !== 'train') continue
    yield judgementAt(placeOf(['dataset']), { code: 'split-use', dataset, split, use: 'suite' })
  }

  function splitOf(dataset: string | undefined): string | undefined {
    const found = dataset === undefined ? undefined : draft.find('Dataset', dataset)
    return found?.state === 'found' ? found.value.fields.split : undefined
  }
}
