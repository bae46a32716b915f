import type { PromptDraft } from '../resources/draft.ts'
import { isMapping } from '../resources/json-shape.ts'
import type { Rule } from '../resources/load.ts'
import { errorAt } from '../source/error-at.ts'

/** Each tool of a prompt has a name of its own, and arguments by name. */
export const tools: Rule = function* (draft) {
  for (const prompt of draft.of('Prompt')) {
    for (const [index, { name, parameters }] of prompt.tools.entries()) {
      const place = prompt.placeOf(['tools', index, 'name'])
      if (isTaken(name, index, prompt)) yield errorAt(place, { code: 'duplicate-tool', name })
      if (parameters === undefined || isOfObject(parameters.value)) continue
      yield errorAt(parameters.placeOf([]), { code: 'tool-parameters', name })
    }
  }
}

function isTaken(name: string, index: number, { tools: all }: PromptDraft): boolean {
  return all.slice(0, index).some((other) => other.name === name)
}

function isOfObject(schema: Parameters<typeof isMapping>[0]): boolean {
  return isMapping(schema) && schema['type'] === 'object'
}
