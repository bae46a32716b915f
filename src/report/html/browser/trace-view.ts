import { count, duration, usd } from '../../numbers.ts'
import { oneLine } from '../../untrusted.ts'
import { missingText } from '../../words/missing-reason.ts'
import type { CallData, CasesData, ToolCallData, TrialData } from '../page-data.ts'
import { columnsOf } from './columns.ts'
import type { Sides } from './columns.ts'
import { el } from './dom.ts'
import { textBlock } from './text-block.ts'
import { sideBySide } from './word-diff.ts'

/** One thing in a trace: what was asked and answered, or what a step of a Chain gave. */
interface Item {
  readonly kind: 'step' | 'judge' | 'result of'
  readonly name: string
  readonly call?: CallData | undefined
  readonly text?: number
}

/** How the answer came about: each step, and what judges were asked. Folded, since few readers go that deep. */
export function traceView(
  base: TrialData | undefined,
  head: TrialData | undefined,
  cases: CasesData,
): HTMLElement | undefined {
  const pairs = paired(itemsOf(base, cases), itemsOf(head, cases))
  if (pairs.length === 0) return undefined
  return el(
    'div',
    { class: 'trace' },
    el('h4', {}, 'How it came about'),
    ...pairs.map((pair) => pairView(pair, cases.texts)),
  )
}

function itemsOf(trial: TrialData | undefined, { calls }: CasesData): readonly Item[] {
  if (trial === undefined) return []
  const { steps, judges, values = [] } = trial
  const asked = (kind: Item['kind'], at: number): Item => ({
    kind,
    name: calls[at]?.name ?? '',
    call: calls[at],
  })
  const names = [...new Set([...values.map(({ name }) => name), ...steps.map((at) => calls[at]?.name)])]
  return [
    ...names.flatMap((name) => {
      const own = steps.filter((at) => calls[at]?.name === name)
      // What one call answered need not be told again.
      const given = values.filter((value) => value.name === name && !own.some((at) => calls[at]?.answer === value.text))
      const results = given.map(({ name, text }): Item => ({ kind: 'result of', name, text }))
      return [...own.map((at) => asked('step', at)), ...results]
    }),
    ...judges.map((at) => asked('judge', at)),
  ]
}

type Pair = readonly [base: Item | undefined, head: Item | undefined]

/** By kind and name, in turn: the second call of a step belongs to the second. */
function paired(base: readonly Item[], head: readonly Item[]): readonly Pair[] {
  const rest = [...base]
  const pairs = head.map((item): Pair => {
    const at = rest.findIndex(({ kind, name }) => kind === item.kind && name === item.name)
    return [at < 0 ? undefined : rest.splice(at, 1)[0], item]
  })
  return [...pairs, ...rest.map((item): Pair => [item, undefined])]
}

/** What it holds is made when it is opened: the words that differ in long texts take a while to find. */
function pairView(pair: Pair, texts: readonly string[]): HTMLElement {
  const content = el('div', {})
  const fill = (): void => {
    if (content.firstChild === null) content.append(contentView(pair, texts))
  }
  return el('details', { ontoggle: fill }, titleOf(pair), content)
}

function titleOf([base, head]: Pair): HTMLElement {
  const item = head ?? base
  const differ = base !== undefined && head !== undefined && contentOf(base) !== contentOf(head)
  return el(
    'summary',
    {},
    el('b', {}, item?.kind),
    ' ',
    el('code', {}, oneLine(item?.name ?? '')),
    ' ',
    differ ? el('span', { class: 'tag' }, 'differs') : undefined,
    ' ',
    el('small', {}, item?.call && told(item.call)),
  )
}

function contentView([base, head]: Pair, texts: readonly string[]): HTMLElement {
  if (base === undefined || head === undefined || contentOf(base) !== contentOf(head))
    return columnsOf({ ...bothSides(base, head, texts), same: undefined })
  return columnsOf({ base: undefined, head: undefined, same: itemView(head, texts, textBlock) })
}

/** What was said, whoever remembered it. */
function contentOf({ call, text }: Item): string {
  return JSON.stringify([text, call?.messages, call?.answer, call?.finish, call?.missing, call?.tools])
}

/** Each text beside that in its place on the other side, with the words that differ. */
function bothSides(base: Item | undefined, head: Item | undefined, texts: readonly string[]): Omit<Sides, 'same'> {
  const [before, after] = [textsOf(base, texts), textsOf(head, texts)]
  const places = Math.max(before.length, after.length)
  const marked = Array.from({ length: places }, (_, at) => sideBySide(before[at], after[at]))
  const show = (item: Item | undefined, side: 'base' | 'head'): readonly HTMLElement[] | undefined => {
    const own = marked[Symbol.iterator]()
    return item && itemView(item, texts, (text) => own.next().value?.[side] ?? textBlock(text))
  }
  return { base: show(base, 'base'), head: show(head, 'head') }
}

/** The texts of an item in the order in which they are shown. */
function textsOf(item: Item | undefined, texts: readonly string[]): readonly string[] {
  const found: string[] = []
  if (item !== undefined) itemView(item, texts, (text) => (found.push(text), textBlock('')))
  return found
}

type ShowText = (text: string) => HTMLElement

function itemView({ call, text }: Item, texts: readonly string[], show: ShowText): readonly HTMLElement[] {
  const textAt = (index: number | undefined): string => (index === undefined ? '' : (texts[index] ?? ''))
  if (call === undefined) return [show(textAt(text))]
  const { messages, missing, detail, finish, answer, tools = [] } = call
  const spoken = (role: string, index: number | undefined): HTMLElement =>
    el('div', { class: 'message' }, el('h5', {}, oneLine(role)), show(textAt(index)))
  return [
    el('p', { class: 'note' }, told(call)),
    ...messages.map((message) => spoken(message.role, message.text)),
    ...(missing === undefined ? [] : [spoken(`no answer: ${missingText(missing)}`, detail)]),
    ...(answer === undefined ? [] : [spoken(finish === undefined ? 'answer' : `answer, ended by ${finish}`, answer)]),
    ...tools.flatMap((tool) => toolView(tool, spoken)),
  ]
}

function toolView(
  { name, written, result, problem }: ToolCallData,
  spoken: (role: string, text: number) => HTMLElement,
): readonly HTMLElement[] {
  const wrong = problem === undefined ? '' : ` (${problem})`
  return [spoken(`calls ${name}${wrong}`, written), spoken(`${name} gave`, result)]
}

const origins = { model: 'asked now', store: 'remembered', recorded: 'recorded in Git' } as const

/** `openai/gpt-5-mini · remembered · 1.2 s, first token 0.3 s · $0.001 · 300 + 45 tokens`. */
function told({ model, from, usd: cost, tokens, turn, instead = [], missing, ...times }: CallData): string {
  const facts = [
    turn === undefined ? undefined : `turn ${turn}`,
    missing === undefined ? model : 'no answer',
    from && origins[from],
    timesTold(times),
    cost === undefined ? undefined : usd(cost),
    tokens && `${count(tokens.input)} + ${count(tokens.output)} tokens`,
    instead.length === 0 ? undefined : `after ${instead.map(missingText).join(', ')}`,
  ]
  return oneLine(facts.filter((fact) => fact !== undefined).join(' · '))
}

function timesTold({ ms, firstTokenMs }: Pick<CallData, 'ms' | 'firstTokenMs'>): string | undefined {
  const first = firstTokenMs === undefined ? undefined : `first token ${duration(firstTokenMs)}`
  const all = [ms === undefined ? undefined : duration(ms), first].filter((time) => time !== undefined)
  return all.length === 0 ? undefined : all.join(', ')
}
