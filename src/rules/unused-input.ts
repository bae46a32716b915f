import type { Rule } from '../resources/load.ts'

/** What a prompt declares, some message uses. */
export const unusedInput: Rule = function* (draft) {
  for (const { complete, messages, fields, placeOf } of draft.of('Prompt')) {
    if (!complete) continue
    const used = new Set(messages.flatMap(({ names }) => names.map(({ path }) => path[0])))
    for (const [index, name] of (fields.input ?? []).entries()) {
      if (used.has(name)) continue
      yield { severity: 'warning', problem: { code: 'unused-input', name }, place: placeOf(['input', index]) }
    }
  }
}
