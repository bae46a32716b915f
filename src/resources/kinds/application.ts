import type { Json } from '../../digest/digest.ts'
import { type Kind, resourceOf } from '../reading.ts'
import { parseTexts } from '../template-draft.ts'

export const application: Kind<'Application'> = {
  async read(document) {
    const resource = resourceOf(document, { ...document.fields })
    const { value: texts, diagnostics } = parseTexts(document.fields.request as Json, (path) =>
      document.placeOf(['request', ...path]),
    )
    return { value: { ...document, resource, complete: diagnostics.length === 0, texts }, diagnostics }
  },
}
