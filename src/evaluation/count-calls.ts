import { whyAskedAgain, type WhyAgain } from './asked-again.ts'
import { type CallHistory, createHistory } from './call-history.ts'
import { type CallTally, createTally } from './call-tally.ts'
import { DigestSet } from './digest-set.ts'
import type { PlannedEvaluation, Purpose } from './planned-calls.ts'
import { type CallSources, sourcesOf } from './recall.ts'
import { type ModelWatch, watchModels } from './replaced-models.ts'
import type { WantedCall } from './wanted-calls.ts'

/** The calls of one evaluation, counted. */
export interface CountedEvaluation {
  readonly planned: PlannedEvaluation
  calls: number
  fromStore: number
  recorded: number
  shared: number
  newCalls: number
  estimated: number
  /** The new ones. */
  readonly tally: CallTally
  readonly askedAgain: Map<WhyAgain, number>
}

/** The calls of a plan, counted as they come: of each no more is kept than its digest. */
export interface CallCount {
  /** Begins the next evaluation; what is counted from then on is its. */
  begin(planned: PlannedEvaluation): (wanted: WantedCall) => void
  readonly evaluations: readonly CountedEvaluation[]
  readonly purposes: ReadonlyMap<Purpose, CallTally>
  /** What a merge asks again. */
  readonly merge: CallTally
  readonly history: CallHistory
  /** Whether models were replaced, by the answers from the store. */
  readonly models: ModelWatch
}

export function countCalls(sources: CallSources): CallCount {
  const evaluations: CountedEvaluation[] = []
  const purposes = new Map<Purpose, CallTally>()
  const merge = createTally(sources)
  const history = createHistory(sources)
  const models = watchModels()
  const asked = new DigestSet()
  const ofBase = new DigestSet()
  const askedByMerge = new DigestSet()

  function tallyOf(purpose: Purpose): CallTally {
    const tally = purposes.get(purpose) ?? createTally(sources)
    purposes.set(purpose, tally)
    return tally
  }

  function addNew(wanted: WantedCall, count: CountedEvaluation): void {
    const { side, measure } = count.planned
    asked.add(wanted.id)
    count.newCalls += 1
    count.estimated += wanted.estimated ? 1 : 0
    count.tally.add(wanted)
    tallyOf(measure === 'base' ? 'measure' : wanted.judge ? 'judges' : side).add(wanted)
    const why = side === 'base' ? whyAskedAgain(wanted, sourcesOf('base', sources)) : undefined
    if (why !== undefined) count.askedAgain.set(why, (count.askedAgain.get(why) ?? 0) + 1)
  }

  /** Main remembers what base asks, and nothing that only head does. */
  function addToMerge(wanted: WantedCall, { side, again = false }: PlannedEvaluation): void {
    const { id, known } = wanted
    if (side === 'base') ofBase.add(id)
    else if (again && known?.from !== 'recorded' && !ofBase.has(id) && askedByMerge.add(id)) merge.add(wanted)
  }

  function learn({ id, call, known }: WantedCall): void {
    if (known === undefined) return
    history.note(id, call, known.call)
    if (known.from === 'store') models.see(known.call)
  }

  return {
    evaluations,
    purposes,
    merge,
    history,
    models,
    begin(planned) {
      const count = nothingCounted(planned, sources)
      evaluations.push(count)
      return (wanted) => {
        const { id, known } = wanted
        count.calls += 1
        learn(wanted)
        addToMerge(wanted, planned)
        if (known?.from === 'store') count.fromStore += 1
        else if (known?.from === 'recorded') count.recorded += 1
        else if (asked.has(id)) count.shared += 1
        else addNew(wanted, count)
      }
    },
  }
}

function nothingCounted(planned: PlannedEvaluation, sources: CallSources): CountedEvaluation {
  const none = { calls: 0, fromStore: 0, recorded: 0, shared: 0, newCalls: 0, estimated: 0 }
  return { planned, ...none, tally: createTally(sources), askedAgain: new Map() }
}
