import { describe, expect, test } from 'vitest'
import { digestOf } from '../../src/digest/digest.ts'
import {
  type Confirmation,
  LedgerFault,
  type LedgerRecord,
  type LedgerWrite,
  type TargetState,
} from '../../src/promotion/ledger.ts'
import { nextInChain } from '../../src/promotion/ledger-chain.ts'
import { filesOf, markerPath, requireLedger } from '../../src/promotion/ledger-format.ts'
import { commitMessage, firstLine } from '../../src/promotion/ledger-message.ts'
import { artifactPath, type LedgerFile, targetsFolder } from '../../src/promotion/ledger-paths.ts'
import { parseRecord, recordDigest, recordText } from '../../src/promotion/ledger-record.ts'
import { readTargets } from '../../src/promotion/read-targets.ts'
import { attemptsAt, isTwofold, lastAttempt, stateNamed, stateOf } from '../../src/promotion/target-state.ts'
import { artifactOf, claimOf, outcomeOf, someDigest, writeOf } from './records.ts'

/** A history of claims, each with what became of it; all files of the ledger's tree. */
function historyOf(...outcomes: readonly ('committed' | 'withdrawn' | 'superseded')[]): readonly LedgerRecord[] {
  const history: LedgerRecord[] = []
  for (const [index, outcome] of outcomes.entries()) {
    const claim = claimOf(history.length === 0 ? undefined : stateOf(history), `v${index + 1}`)
    history.push(claim)
    if (outcome !== 'superseded') history.push(outcomeOf(claim, outcome))
  }
  return history
}

function treeOf(history: readonly LedgerRecord[], folder = ''): readonly LedgerFile[] {
  return history.flatMap((record, index) => {
    const before = history.slice(0, index)
    const state = before.length === 0 ? undefined : stateOf(before)
    return filesOf(folder, targetsOf(state), writeOf(record)).filter(({ path }) => path !== markerPath)
  })
}

const none: ReadonlyMap<string, TargetState> = new Map()

function targetsOf(...states: readonly (TargetState | undefined)[]): ReadonlyMap<string, TargetState> {
  return new Map(states.flatMap((state) => (state === undefined ? [] : [[state.target, state] as const])))
}

const history = historyOf('committed', 'withdrawn', 'superseded', 'committed')
const tree = treeOf(history)
const fileOf = (name: string) => tree.find(({ path }) => path.endsWith(name)) ?? { path: '', text: '' }
const without = (name: string) => tree.filter(({ path }) => !path.endsWith(name))
const edited = (name: string, edit: (text: string) => string) =>
  tree.map((file) => (file.path.endsWith(name) ? { ...file, text: edit(file.text) } : file))

describe('records', () => {
  test('are RFC 8785 with a line end, one file each, and read back as they were', () => {
    expect(tree.map(({ path }) => path)).toEqual(
      ['1-claimed', '1-committed', '2-claimed', '2-withdrawn', '3-claimed', '4-claimed', '4-committed'].map(
        (name) => `_/targets/staging/00000${name}.json`,
      ),
    )
    const { path, text } = fileOf('000001-committed.json')
    expect(text).toBe(
      `{"at":"2026-11-22T10:01:00Z","by":"ada","kind":"promotion","predecessor":"${digestOf(fileOf('000001-claimed.json').text)}","release":{"digest":"${artifactOf('v1').digest}","sequence":1,"source":"9f8e7d6c5b4a39281706f5e4d3c2b1a098765432","subject":"support","target":"staging"},"state":"committed","version":1}\n`,
    )
    expect(parseRecord(path, text)).toStrictEqual(history[1])
    const whole = claimOf(undefined, 'x', {
      kind: 'rollback',
      evidence: someDigest,
      predecessor: someDigest,
      by: 'Ada\n"L" ☃',
      reason: '',
      holdsAgainst: someDigest,
    })
    expect(parseRecord('x', recordText(whole))).toStrictEqual(whole)
  })

  test('are read in any order into what each target holds', () => {
    const state = readTargets('', tree.toReversed()).get('staging')
    expect(state?.history).toStrictEqual(history)
    expect(state?.latest).toStrictEqual(history[6])
    expect(state?.held).toStrictEqual(history[6])
    expect(nextInChain(state)).toEqual({ sequence: 5, predecessor: digestOf(fileOf('000004-committed.json').text) })
  })

  test('tell what is held while a claim is open, withdrawn, or superseded', () => {
    for (const later of ['superseded', 'withdrawn'] as const) {
      const state = stateOf(historyOf('committed', later))
      expect(state.held?.release.sequence).toBe(1)
      expect(state.latest.release.sequence).toBe(2)
    }
    expect(stateOf(historyOf('withdrawn')).held).toBeUndefined()
  })

  test('of several targets have each its own chain; other files beside them mean nothing', () => {
    const production = claimOf(undefined, 'p', { target: 'production' })
    const files = [...filesOf('', none, writeOf(production)), ...tree]
    const targets = readTargets('', [
      ...files.filter(({ path }) => path !== markerPath),
      { path: '_/targets/README.md', text: 'x' },
    ])
    expect([...targets.keys()]).toEqual(['production', 'staging'])
    expect(targets.get('production')?.history).toStrictEqual([production])
  })

  test('of a project in a folder are in that folder', () => {
    const files = treeOf(historyOf('committed'), 'apps/support')
    expect(files[0]?.path).toBe('apps/support/targets/staging/000001-claimed.json')
    expect(readTargets('apps/support', files).get('staging')?.held?.release.sequence).toBe(1)
    expect(targetsFolder('apps/support')).toBe('apps/support/targets')
  })

  test('cannot be written for a target whose name is no name', () => {
    for (const target of ['../x', 'a/b', '.git', '', 'a b'])
      expect(() => filesOf('', none, writeOf(claimOf(undefined, 'x', { target })))).toThrow(TypeError)
  })
})

describe('a fault names the record and what is wrong with it', () => {
  const cases: readonly (readonly [string, readonly LedgerFile[], RegExp])[] = [
    [
      'a record that is missing',
      without('000002-claimed.json'),
      /000002-withdrawn\.json: the chain .* follows sha256:/,
    ],
    ['a first record that is missing', without('000001-claimed.json'), /000001-committed\.json: .*is none/],
    [
      'a record that was edited',
      edited('000002-claimed.json', (text) => text.replace('"ada"', '"eve"')),
      /000002-withdrawn\.json: the chain of records is broken/,
    ],
    [
      'a record under another name',
      tree.map((file) => ({ ...file, path: file.path.replace('4-committed', '5-committed') })),
      /000005-committed\.json: .*belongs at …\/staging\/000004-committed\.json/,
    ],
    ['no JSON', edited('000002-withdrawn.json', () => '{'), /000002-withdrawn\.json: is not JSON/],
    ['no mapping', edited('000002-withdrawn.json', () => '[]'), /000002-withdrawn\.json: is no mapping/],
    [
      'a newer version',
      edited('000002-withdrawn.json', (text) => text.replace('"version":1', '"version":2')),
      /000002-withdrawn\.json: was written by a newer version of llmops \(record version 2, known is 1\)/,
    ],
    [
      'no version',
      edited('000002-withdrawn.json', (text) => text.replace(',"version":1', '')),
      /version is not a whole number from 1/,
    ],
    [
      'a field of another type',
      edited('000002-withdrawn.json', (text) => text.replace('"sequence":2', '"sequence":"2"')),
      /000002-withdrawn\.json: release: sequence is not a whole number/,
    ],
    [
      'a digest that is none',
      edited('000002-withdrawn.json', (text) => text.replace('"digest":"sha256:', '"digest":"md5:')),
      /release: digest is not a digest/,
    ],
    [
      'a state that is none',
      edited('000002-withdrawn.json', (text) => text.replace('"state":"withdrawn"', '"state":"done"')),
      /state is not one of claimed, committed, withdrawn/,
    ],
    [
      'a time that is none',
      edited('000002-withdrawn.json', (text) => text.replace('00Z', '00')),
      /at is not a time in UTC/,
    ],
    [
      'an unknown field',
      edited('000004-committed.json', (text) => text.replace('"by"', '"__proto__":{"x":1},"by"')),
      /000004-committed\.json: has fields or a form/,
    ],
    [
      'another form',
      edited('000004-committed.json', (text) => ` ${text}`),
      /000004-committed\.json: has fields or a form/,
    ],
    [
      'a file that is no record',
      [...tree, { path: '_/targets/staging/notes.txt', text: '' }],
      /notes\.txt: is not a record that this version/,
    ],
  ]
  for (const [name, files, message] of cases) {
    test(name, () => {
      expect(() => readTargets('', files)).toThrow(LedgerFault)
      expect(() => readTargets('', files)).toThrow(message)
    })
  }
})

describe('what does not continue the chain is not written', () => {
  const claim = claimOf(undefined, 'a')
  const open = stateOf([claim])
  const cases: readonly (readonly [string, LedgerRecord])[] = [
    ['a number that was left out', { ...claimOf(open, 'b'), release: { ...claim.release, sequence: 3 } }],
    ['another predecessor', { ...claimOf(open, 'b'), predecessor: someDigest }],
    ['a commit of another artifact', { ...outcomeOf(claim, 'committed'), release: claimOf(undefined, 'b').release }],
    ['a commit of another kind', { ...outcomeOf(claim, 'committed'), kind: 'rollback' }],
  ]
  for (const [name, record] of cases) {
    test(name, () => expect(() => filesOf('', targetsOf(open), writeOf(record))).toThrow(TypeError))
  }

  test('a commit without a claim, or after one that was superseded', () => {
    const twice = { ...outcomeOf(claim, 'committed'), predecessor: undefined }
    expect(() => filesOf('', none, writeOf(twice))).toThrow(/without being claimed/)
    const next = claimOf(open, 'b')
    const late = { ...outcomeOf(claim, 'committed'), predecessor: recordDigest(next) }
    expect(() => filesOf('', targetsOf(stateOf([claim, next])), writeOf(late))).toThrow(
      /not the release that was claimed/,
    )
  })

  test('a document whose digest is another', () => {
    const artifact = { digest: someDigest, document: '{}' }
    expect(() => filesOf('', none, { ...writeOf(claim), artifact })).toThrow(/another digest/)
    const evidence = { digest: someDigest, statement: '{}' }
    expect(() => filesOf('', none, { ...writeOf(claim), evidence })).toThrow(/another digest/)
  })
})

test('documents are kept under the sha256 of their bytes, so that sha256sum verifies them', () => {
  const artifact = artifactOf('a')
  const evidence = { digest: digestOf('{"e":1}'), statement: '{"e":1}' }
  const files = filesOf('', none, { ...writeOf(claimOf(undefined, 'a')), artifact, evidence })
  const [marker, , kept, document] = files
  expect(marker?.path).toBe('ledger.json')
  expect(kept).toEqual({ path: `_/evidence/${evidence.digest.slice(7)}.json`, text: '{"e":1}' })
  expect(document).toEqual({ path: artifactPath('', artifact.digest), text: artifact.document })
  expect(files.filter(({ path }) => path.includes(digestOf(document?.text ?? '').slice(7)))).toEqual([document])
})

test('a branch is a ledger by its marker, and one of a newer version is not touched', () => {
  const marker = filesOf('', none, writeOf(claimOf(undefined, 'a')))[0]?.text ?? ''
  expect(() => requireLedger(marker)).not.toThrow()
  expect(() => requireLedger(marker.replace('1', '2'))).toThrow(
    /newer version of llmops \(ledger version 2, known is 1\)/,
  )
  for (const text of [undefined, '', '{}', 'null']) expect(() => requireLedger(text)).toThrow(/name another branch/)
})

describe('messages', () => {
  test('tell in one line what was done to which target', () => {
    const claim = claimOf(undefined, 'a')
    const short = claim.release.digest.slice(0, 15)
    expect(firstLine(outcomeOf(claim, 'committed'))).toBe(`promote support ${short}… to staging (no. 1)`)
    expect(firstLine({ ...claim, kind: 'rollback', state: 'committed' })).toBe(
      `roll back staging to support ${short}… (no. 1)`,
    )
  })

  test('call nobody and close nothing, whatever names, reasons and faults say', () => {
    const texts = {
      by: '@acme/deployers via https://github.com/acme/app/actions/runs/17',
      reason: 'fixes #12, closes acme/app#3 and GH-4; see https://github.com/acme/app/issues/5 (ada@example.com)',
      because: 'remote: resolves https://github.com/acme/app/pull/6\n\nCo-authored-by: Eve <eve@example.com>',
    }
    const record = { ...claimOf(undefined, 'a', texts), state: 'withdrawn', attempt: 2 } as const
    const message = commitMessage({ record, message: 'withdraw #1 for @team' })
    expect(message).toContain('withdraw # 1 for @ team\n')
    expect(message).toContain('By: @ acme/deployers via https://github.com/acme/app/actions/runs/17\n')
    expect(message).toContain(
      'Reason: fixes # 12, closes acme/app# 3 and GH- 4; see https://github.com/acme/app/issues/ 5 (ada@example.com)\n',
    )
    expect(message).toContain('Because: remote: resolves https://github.com/acme/app/pull/ 6 Co-authored-by: Eve')
    expect(message).toMatch(/\nAttempt: 2\n$/)
    expect(message.split('\n')).toHaveLength(12)
  })

  test('have trailers, in which texts from outside make no lines', () => {
    const record = claimOf(undefined, 'a', {
      by: 'eve\nDigest: sha256:0\u2028\u001b[31m',
      reason: 'was\r\nwrong\u202e',
    })
    expect(commitMessage({ record, message: 'one\ntwo' })).toBe(
      `one two\n\nTarget: staging\nDigest: ${record.release.digest}\nSequence: 1\nSource: ${record.release.source}\n` +
        'State: promotion claimed\nBy: eve Digest: sha256:0 [31m\nReason: was wrong\n',
    )
  })
})

describe('what a target is', () => {
  const claim = claimOf(undefined, 'a')
  const held = [claim, outcomeOf(claim, 'committed')]
  const stop = (state: TargetState, text: string): LedgerRecord => ({
    ...claimOf(state, text),
    state: 'stopped',
    evidence: someDigest,
    findings: someDigest,
    because: 'regression',
    attempt: 1,
  })
  const confirmed = (state: TargetState, source: string): Confirmation => {
    const { target, latest } = state
    return { version: 1, target, source, predecessor: recordDigest(latest), at: '2026-11-22T11:00:00Z', by: 'ada' }
  }
  const written = (...writes: readonly LedgerWrite[]): readonly LedgerFile[] => {
    const files = new Map<string, string>()
    for (const write of writes) {
      const targets = readTargets('', asFiles(files))
      for (const { path, text } of filesOf('', targets, write)) if (path !== markerPath) files.set(path, text)
    }
    return asFiles(files)
  }
  const asFiles = (files: ReadonlyMap<string, string>) => [...files].map(([path, text]) => ({ path, text }))
  const newer = 'b'.repeat(40)

  test('includes the newest commit that builds what is held; only the newest confirmation is kept', () => {
    const state = stateOf(held)
    expect([state.newestSource, state.confirmed]).toEqual([claim.release.source, undefined])
    const files = written(
      ...held.map(writeOf),
      { confirmation: confirmed(state, 'c'.repeat(40)), message: 'confirm' },
      { confirmation: confirmed(state, newer), message: 'confirm' },
    )
    expect(files.map(({ path }) => path.split('/').at(-1))).toEqual([
      '000001-claimed.json',
      '000001-committed.json',
      'confirmed.json',
    ])
    const read = readTargets('', files).get('staging')
    expect([read?.newestSource, read?.confirmed?.source, read?.held?.release.sequence]).toEqual([newer, newer, 1])
  })

  test('forgets a confirmation with the artifact it is about, but no commit that had its turn before a rollback', () => {
    const state = stateOf(held)
    const confirmation = confirmed(state, newer)
    const next = claimOf(state, 'b', { kind: 'rollback' })
    const rolledBack = stateOf([...held, next, outcomeOf(next, 'committed')], { confirmation })
    expect([rolledBack.confirmed, rolledBack.newestSource]).toEqual([undefined, newer])
    const promotion = claimOf(state, 'b')
    const after = stateOf([...held, promotion, outcomeOf(promotion, 'committed')], { confirmation })
    expect([after.confirmed, after.newestSource]).toEqual([undefined, promotion.release.source])
  })

  test('tells the last attempt that came to nothing, until something is delivered or confirmed', () => {
    const stopped = stateOf([...held, stop(stateOf(held), 'b')])
    expect(lastAttempt(stopped)).toMatchObject({ state: 'stopped', because: 'regression', attempt: 1 })
    expect([stopped.held?.release.sequence, nextInChain(stopped).sequence]).toEqual([1, 3])
    expect(attemptsAt(artifactOf('b').digest, stopped)).toHaveLength(1)
    expect(attemptsAt(artifactOf('c').digest, stopped)).toHaveLength(0)
    expect(lastAttempt(stateOf(stopped.history, { confirmation: confirmed(stopped, newer) }))).toBeUndefined()
    const next = claimOf(stopped, 'b')
    expect(lastAttempt(stateOf([...stopped.history, next, outcomeOf(next, 'committed')]))).toBeUndefined()
    expect(lastAttempt(stateOf([...stopped.history, next, outcomeOf(next, 'withdrawn')]))?.state).toBe('withdrawn')
  })

  test('goes on under another name, and the old one is no target any more, unless it begins again', () => {
    const rename = (from: TargetState, target: string): LedgerRecord => ({
      ...claimOf(from, 'a', { target }),
      state: 'renamed',
    })
    const before = stateOf(held)
    const first = rename(before, 'stage')
    const files = written(...[...held, first].map(writeOf))
    const targets = readTargets('', files)
    expect(targets.get('stage')).toMatchObject({ renamedTo: undefined, history: [...held, first] })
    expect(targets.get('stage')?.held?.release.sequence).toBe(1)
    expect(targets.get('staging')).toMatchObject({ renamedTo: 'stage', held: undefined, history: [] })
    const tip = { commit: undefined, targets: readTargets('', written(...held.map(writeOf))) }
    expect(stateNamed(tip, { name: 'stage', formerly: 'staging' })?.held?.release.sequence).toBe(1)
    expect(stateNamed({ ...tip, targets }, { name: 'prod', formerly: 'staging' })).toBeUndefined()

    const anew = claimOf(targets.get('staging'), 'z')
    const again = readTargets('', written(...[...held, first, anew, outcomeOf(anew, 'committed')].map(writeOf)))
    expect(again.get('staging')?.held?.release).toMatchObject({ digest: artifactOf('z').digest, sequence: 2 })
    expect(again.get('stage')?.held?.release.digest).toBe(artifactOf('a').digest)

    const back = rename(stateOf([...held, first]), 'staging')
    const returned = readTargets('', written(...[...held, first, back].map(writeOf)))
    expect(returned.get('staging')).toMatchObject({ renamedTo: undefined, history: [...held, first, back] })
    expect(returned.get('stage')).toMatchObject({ renamedTo: 'staging', held: undefined })
  })

  test('is that of the former name where nothing was held under the one of now, and goes on after what was tried', () => {
    const name = { name: 'stage', formerly: 'staging' }
    const claim = claimOf(undefined, 'b', { target: 'stage' })
    const tried = [claim, outcomeOf(claim, 'withdrawn')]
    const tip = { commit: undefined, targets: readTargets('', written(...[...held, ...tried].map(writeOf))) }
    expect(stateNamed(tip, name)?.history).toEqual(held)
    const next = claimOf(stateOf(held), 'a', { target: 'stage' })
    const renamed: LedgerRecord = { ...next, state: 'renamed', release: { ...next.release, sequence: 7 } }
    const targets = readTargets('', written(...[...held, ...tried, renamed].map(writeOf)))
    expect(stateNamed({ ...tip, targets }, name)?.history).toEqual([...held, renamed])

    const both = [...held, claim, outcomeOf(claim, 'committed')]
    const twofold = { commit: undefined, targets: readTargets('', written(...both.map(writeOf))) }
    expect([isTwofold(twofold, name), isTwofold(tip, name)]).toEqual([true, false])
    expect(isTwofold(twofold, { name: 'stage', formerly: undefined })).toBe(false)
  })

  test('is not believed where a rename names a record that is not there, or a stop comes into a claim', () => {
    const files = written(
      ...held.map(writeOf),
      writeOf({ ...claimOf(stateOf(held), 'a', { target: 'stage' }), state: 'renamed' }),
    )
    const lost = files.filter(({ path }) => !path.endsWith('staging/000001-committed.json'))
    expect(() => readTargets('', lost)).toThrow(/stage\/000002-renamed\.json: the chain of records is broken/)
    const open = stateOf([claim])
    expect(() => filesOf('', targetsOf(open), writeOf(stop(open, 'b')))).toThrow(/stopped while number 1 is claimed/)
  })
})
