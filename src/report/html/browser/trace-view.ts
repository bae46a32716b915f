import { count, duration, usd } from '../../numbers.ts'
import { oneLine } from '../../untrusted.ts'
import type { CallData, CasesData, ToolCallData, TrialData } from '../page-data.ts'
import { columnsOf } from './columns.ts'
import { el } from './dom.ts'
import { textBlock } from './text-block.ts'

/** One thing in a trace: what was asked and answered, or what a step of a Chain gave. */
interface Item {
  readonly kind: 'step' | 'judge' | 'result of'
  readonly name: string
  /** Equal where both sides have the same. */
  readonly key: string
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
  return el('div', { class: 'trace' }, ...pairs.map((pair) => pairView(pair, cases.texts)))
}

function itemsOf(trial: TrialData | undefined, { calls }: CasesData): readonly Item[] {
  if (trial === undefined) return []
  const { steps, judges, values = [] } = trial
  const asked = (kind: Item['kind'], at: number): Item => ({
    kind,
    name: calls[at]?.name ?? '',
    key: `call ${at}`,
    call: calls[at],
  })
  const names = [...new Set([...values.map(({ name }) => name), ...steps.map((at) => calls[at]?.name)])]
  return [
    ...names.flatMap((name) => {
      const own = steps.filter((at) => calls[at]?.name === name)
      // What one call answered need not be told again.
      const given = values.filter((value) => value.name === name && !own.some((at) => calls[at]?.answer === value.text))
      const results = given.map(({ name, text }): Item => ({ kind: 'result of', name, key: `text ${text}`, text }))
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

function pairView([base, head]: Pair, texts: readonly string[]): HTMLElement {
  const item = head ?? base
  const same = head !== undefined && base?.key === head.key
  return el(
    'details',
    {},
    el(
      'summary',
      {},
      el('b', {}, item?.kind),
      ' ',
      el('code', {}, oneLine(item?.name ?? '')),
      ' ',
      el('small', {}, item?.call && told(item.call)),
    ),
    columnsOf({
      base: base && itemView(base, texts),
      head: head && itemView(head, texts),
      same: same ? itemView(head, texts) : undefined,
    }),
  )
}

function itemView({ call, text }: Item, texts: readonly string[]): readonly HTMLElement[] {
  const textAt = (index: number | undefined): string => (index === undefined ? '' : (texts[index] ?? ''))
  if (call === undefined) return [textBlock(textAt(text))]
  const { messages, missing, detail, finish, answer, tools = [] } = call
  return [
    el('p', { class: 'note' }, told(call)),
    ...messages.map((message) => spoken(message.role, textAt(message.text))),
    ...(missing === undefined ? [] : [spoken(`no answer: ${missing}`, textAt(detail))]),
    ...(answer === undefined
      ? []
      : [spoken(finish === undefined ? 'answer' : `answer, ended by ${finish}`, textAt(answer))]),
    ...tools.flatMap((tool) => toolView(tool, textAt)),
  ]
}

function toolView(
  { name, written, result, problem }: ToolCallData,
  textAt: (index: number) => string,
): readonly HTMLElement[] {
  const wrong = problem === undefined ? '' : ` (${problem})`
  return [spoken(`calls ${name}${wrong}`, textAt(written)), spoken(`${name} gave`, textAt(result))]
}

function spoken(role: string, text: string): HTMLElement {
  return el('div', { class: 'message' }, el('h5', {}, oneLine(role)), textBlock(text))
}

const origins = { model: 'asked now', store: 'remembered', recorded: 'recorded in Git' } as const

/** `openai/gpt-5-mini · remembered · 1.2 s · $0.001 · 300 + 45 tokens`. */
function told({ model, from, ms, usd: cost, tokens, turn, instead = [], missing }: CallData): string {
  const facts = [
    turn === undefined ? undefined : `turn ${turn}`,
    missing === undefined ? model : 'no answer',
    from && origins[from],
    ms === undefined ? undefined : duration(ms),
    cost === undefined ? undefined : usd(cost),
    tokens && `${count(tokens.input)} + ${count(tokens.output)} tokens`,
    instead.length === 0 ? undefined : `after ${instead.join(', ')}`,
  ]
  return oneLine(facts.filter((fact) => fact !== undefined).join(' · '))
}
