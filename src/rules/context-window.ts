import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { PromptDraft, YamlPlace } from '../resources/draft.ts'
import type { Rule } from '../resources/load.ts'
import { modelNamed } from '../resources/models.ts'
import { parametersOn } from '../resources/parameters.ts'
import type { Case, Model } from '../resources/project.ts'
import type { WholeDraft } from '../resources/whole-draft.ts'
import { judgementAt } from '../source/error-at.ts'
import { type CountTokens, isO200k, loadTokenCounter } from './o200k.ts'
import { bytesOf, bytesOfUnit, constantTexts, filledTexts, messageTexts, mostBytes, unitsOf } from './prompt-texts.ts'
import { casesOf } from './suite-parts.ts'

/** Cases of a suite that are filled in and counted: those with the longest inputs. */
const mostCounted = 8
/** What a provider wraps around a message, in tokens. */
const tokensAroundMessage = 4
/** How far tokenizers of other families are from o200k_base on ordinary text, as a share. */
const otherFamilies = 0.3

/** A prompt, a model that it is put to, and the cases that it is asked with; none: as it stands. */
interface Asking {
  readonly prompt: PromptDraft
  readonly model: Model
  readonly place: YamlPlace
  readonly cases: readonly Case[]
}

/**
 * A prompt with the longest case, its examples, tools and schemas fits into the window of its model, and leaves room for the
 * answer. A token is at least one byte: the tokenizer is loaded only where the bytes do not fit.
 */
export const contextWindow: Rule = async function (draft) {
  const tooLong = askings(draft).map((asking) => ({ asking, filled: tooManyBytes(asking, draft) }))
  const doubtful = tooLong.filter(({ filled }) => filled.length > 0)
  if (doubtful.length === 0) return []
  const count = await loadTokenCounter()
  const found = doubtful.flatMap(({ asking, filled }) => problemOf(asking, filled, count))
  return [...new Map(found.map((one) => [JSON.stringify(one.place), one] as const).toReversed()).values()]
}

/** Every prompt as suites ask it with their cases, or as it stands where none does, each with every model. */
function askings(draft: WholeDraft): readonly Asking[] {
  const judged = draft.of('EvalSuite').flatMap((suite): readonly Named[] => {
    const subject = draft.find('Prompt', suite.fields.subject)
    if (subject.state !== 'found') return []
    const prompt = subject.value
    const cases = longest(casesOf(suite, draft)?.cases ?? [])
    const shown = (suite.fields.models ?? []).map((name, index) => ({ name, place: suite.placeOf(['models', index]) }))
    return [ownModel(prompt), ...shown].map((one) => ({ ...one, prompt, cases }))
  })
  const asked = new Set(judged.flatMap(({ prompt, cases }) => (cases.length === 0 ? [] : prompt)))
  const others = draft.of('Prompt').filter((prompt) => !asked.has(prompt))
  const alone = others.map((prompt): Named => ({ ...ownModel(prompt), prompt, cases: [] }))
  return [...judged, ...alone].flatMap((named) => withModels(named, draft))
}

/** A prompt with the name of a model. */
interface Named extends Omit<Asking, 'model'> {
  readonly name: string
}

function ownModel({ fields, placeOf }: PromptDraft): Pick<Named, 'name' | 'place'> {
  return { name: fields.model, place: placeOf(['model']) }
}

function withModels({ name, ...asking }: Named, draft: WholeDraft): readonly Asking[] {
  const found = asking.prompt.complete ? modelNamed(draft, name) : undefined
  if (found?.state !== 'found') return []
  return [found.value, ...(found.value.fallbacks ?? [])].map((model) => ({ ...asking, model }))
}

const known = new WeakMap<readonly Case[], readonly Case[]>()

function longest(cases: readonly Case[]): readonly Case[] {
  const found = known.get(cases) ?? cases.toSorted((a, b) => unitsOfCase(b) - unitsOfCase(a)).slice(0, mostCounted)
  known.set(cases, found)
  return found
}

function unitsOfCase({ input, turns = [] }: Case): number {
  return unitsOf(input) + unitsOf(turns)
}

/** A whole prompt as texts, with a case or as it stands. */
interface Filled {
  readonly one: Case | undefined
  readonly texts: readonly string[]
}

/** What may not fit, by its bytes. */
function tooManyBytes(asking: Asking, draft: WholeDraft): readonly Filled[] {
  const { prompt, cases } = asking
  const room = roomOf(asking)
  if (room === Infinity) return []
  const units = cases.reduce((most, one) => Math.max(most, unitsOfCase(one)), 0)
  const constant = constantTexts(prompt, draft)
  if (mostBytes(prompt.texts, units) + bytesOfUnit * units + bytesOf(constant) + around(prompt) <= room) return []
  const messages = messageTexts(prompt)
  const filled = (cases.length === 0 ? [undefined] : cases).map((one): Filled => {
    const own = one === undefined ? messages.map(({ content }) => content.text) : filledTexts(messages, one.input)
    return { one, texts: [...own, ...(one?.turns ?? []), ...constant] }
  })
  return filled.filter(({ texts }) => bytesOf(texts) + around(prompt) > room)
}

/** Tokens that the provider adds. */
function around({ messages, fields }: PromptDraft): number {
  return (messages.length + 2 * (fields.examples?.limit ?? 0)) * tokensAroundMessage
}

/** Tokens that are left for the prompt; no end of them where nobody knows the window. */
function roomOf({ prompt, model }: Asking): number {
  const { maxTokens = 0 } = parametersOn({ parameters: prompt.fields.parameters ?? {} }, model)
  return model.contextWindow === undefined ? Infinity : model.contextWindow - maxTokens
}

function problemOf(asking: Asking, filled: readonly Filled[], count: CountTokens): readonly Diagnostic[] {
  const { prompt, model, place } = asking
  const { contextWindow: window = Infinity } = model
  const counted = filled.map(({ one, texts }) => {
    return { one, tokens: texts.reduce((sum, text) => sum + count(text), around(prompt)) }
  })
  const [most] = counted.toSorted((a, b) => b.tokens - a.tokens)
  if (most === undefined || most.tokens <= roomOf(asking)) return []
  const reserved = parametersOn({ parameters: prompt.fields.parameters ?? {} }, model).maxTokens
  const error = isO200k(model.id) ? 0 : otherFamilies
  const { one, tokens } = most
  const problem = {
    code: 'context-window',
    prompt: prompt.name,
    model: model.name,
    case: one?.id,
    tokens,
    error,
    reserved,
    window,
  } as const
  const related = one && [{ label: 'the case', place: one.place }]
  return [{ ...judgementAt(place, problem), ...(related && { related }) }]
}
