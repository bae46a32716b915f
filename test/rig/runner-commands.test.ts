import { describe, expect, test } from 'vitest'
import { commandsIn, parseCommand } from './runner/command.ts'
import { lineReader } from './runner/line-reader.ts'
import { secretMasker } from './runner/secret-masker.ts'
import { stepOutputReader } from './runner/step-output.ts'

const known = (name: string) => ['error', 'set-output'].includes(name.toLowerCase())

function parsed(line: string) {
  const command = parseCommand(line, known)
  return command && [command.name, command.properties, command.data]
}

function reader(debug = false) {
  const masker = secretMasker()
  const { output, read } = stepOutputReader({ masker, workspace: '/checkout', debug })
  return { output, masker, read: (...lines: readonly string[]) => lines.forEach(read) }
}

describe('a line of output', () => {
  test.each([
    ['::error::x', ['error', {}, 'x']],
    [' \t\u0085\u3000::error::x', ['error', {}, 'x']],
    ['::ERROR file=a.ts,line=3::x::y', ['ERROR', { file: 'a.ts', line: '3' }, 'x::y']],
    ['::error title=a%3Ab%2Cc%0Ad%25::50%25 %0A%3A%250A', ['error', { title: 'a:b,c\nd%' }, '50% \n%3A%0A']],
    ['::error  a=1 ,=b,c=,d==2,e=f=g::', ['error', { a: '1 ', d: '2', e: 'f=g' }, '']],
    ['text ##[error]x', ['error', {}, 'x']],
    ['##[set-output name=a;b=c%5D%3B]v%5D', ['set-output', { name: 'a', b: 'c];' }, 'v]']],
    ['::other::##[error]x', ['error', {}, 'x']],
    ['::error::##[set-output name=a]b', ['error', {}, '##[set-output name=a]b']],
  ])('%j is the command %j', (line, command) => {
    expect(parsed(line)).toEqual(command)
  })

  test.each([
    'x ::error::y',
    '\ufeff::error::x',
    '::other::x',
    ':: error::x',
    '::error:x',
    '::::x',
    '##[other]##[error]x',
    '##[error',
    '## [error]x',
    '',
  ])('%j is plain text', (line) => {
    expect(parsed(line)).toBeUndefined()
  })

  test('ends at LF, CRLF and a bare CR, however it arrives', () => {
    const lines: string[] = []
    const reader = lineReader((line) => lines.push(line))
    for (const piece of ['a', 'b\r', '\nc\r', 'd\n', '\r\n\r', '\re']) reader.push(piece)
    expect(lines).toEqual(['ab', 'c', 'd', '', '', ''])
    reader.end()
    expect(lines).toEqual(['ab', 'c', 'd', '', '', '', 'e'])
  })

  test('is suspicious under any name, when harmless output is wanted', () => {
    const names = commandsIn('a\r::set-output name=x::y\nb ##[tomorrow]z\r\nplain').map(({ name }) => name)
    expect(names).toEqual(['set-output', 'tomorrow'])
  })
})

describe('the runner', () => {
  test('keeps outputs and state, and says that the old way is deprecated', () => {
    const { output, read } = reader()
    read('::set-output name=a::1', '##[save-state name=k]v', '::set-output::x')
    expect(output).toMatchObject({ outputs: { a: '1' }, state: { k: 'v' }, failed: true })
    expect(output.annotations.map(({ level }) => level)).toEqual(['warning', 'warning', 'error', 'error'])
  })

  test('keeps ten annotations of each level, and 4,096 characters of a message', () => {
    const { output, read } = reader()
    for (let n = 0; n < 12; n += 1) read(`::error::e${n}`, `::notice::${'n'.repeat(5000)}`)
    expect(output.annotations.filter(({ level }) => level === 'error')).toHaveLength(10)
    expect(output.annotations.filter(({ level }) => level === 'notice')).toHaveLength(10)
    expect(output.annotations[1]?.message).toHaveLength(4096)
    expect(output.log).toContain('##[error]e11')
    expect(output.failed).toBe(false)
  })

  test.each([
    [
      'file=/checkout/a/b.yaml,line=2,endLine=2,col=3,endColumn=5,title=T',
      { file: 'a/b.yaml', line: 2, endLine: 2, col: 3, endColumn: 5, title: 'T' },
    ],
    ['file=a.yaml,line=2,endLine=4,col=3,endColumn=5', { file: 'a.yaml', line: 2, endLine: 4 }],
    ['file=a.yaml,line=4,endLine=2', { file: 'a.yaml' }],
    ['file=a.yaml,line=4,col=5,endColumn=3', { file: 'a.yaml', line: 4 }],
    ['file=a.yaml,endLine=4,endColumn=3', { file: 'a.yaml', line: 4, endLine: 4, col: 3, endColumn: 3 }],
    ['file=a.yaml,col=5', { file: 'a.yaml' }],
    ['file=/etc/passwd,line=x', { file: '/etc/passwd' }],
  ])('places an annotation: %s', (properties, place) => {
    const { output, read } = reader()
    read(`::warning ${properties}::m`)
    expect(output.annotations).toEqual([{ level: 'warning', message: 'm', ...place }])
  })

  test('obeys nothing between stop-commands and its token', () => {
    const { output, read } = reader()
    read('::stop-commands::pause-token', '::error::no', '::add-mask::no', 'x ##[PAUSE-TOKEN]', '::error::yes')
    expect(output.annotations).toMatchObject([{ message: 'yes' }])
    expect(output.log).toEqual([
      '::stop-commands::pause-token',
      '::error::no',
      '::add-mask::no',
      'x ##[PAUSE-TOKEN]',
      '##[error]yes',
    ])
  })

  test.each(['', 'error', 'pause-logging'])('refuses the token %j, and goes on obeying', (token) => {
    const { output, read } = reader()
    read(`::stop-commands::${token}`, '::notice::still')
    expect(output.failed).toBe(true)
    expect(output.annotations.at(-1)).toEqual({ level: 'notice', message: 'still' })
  })

  test.each(['::set-env name=PATH::x', '::add-path::/x', '::echo::maybe'])('refuses %s', (line) => {
    const { output, read } = reader()
    read(line)
    expect(output.failed).toBe(true)
  })

  test('groups, debugs, echoes and leaves unknown commands in the log', () => {
    const lines = [
      '::group::G%0Ax',
      '::endgroup::',
      '::debug::d',
      '::unknown::u',
      '::echo::on',
      '::save-state name=a::b',
    ]
    const { output, read } = reader(true)
    read(...lines)
    expect(output.log.slice(0, 5)).toEqual([
      '##[group]G\nx',
      '##[endgroup]',
      '##[debug]d',
      '::unknown::u',
      '::save-state name=a::b',
    ])
    const quiet = reader()
    quiet.read('::debug::d')
    expect(quiet.output.log).toEqual([])
  })

  test('hides what it is told to hide from then on, once for what overlaps', () => {
    const { output, read, masker } = reader()
    read(
      'secret-1',
      '::add-mask::secret-1',
      '::add-mask::et-1234',
      'a secret-1234 b',
      '::error::secret-1',
      '::add-mask:: ',
    )
    expect(output.log).toEqual([
      'secret-1',
      'a *** b',
      '##[error]***',
      "##[warning]Can't add secret mask for empty string in ##[add-mask] command.",
    ])
    expect(masker.mask(`"${JSON.stringify('a"b')}"`)).toContain('b')
    masker.add('a"b&c')
    expect(masker.mask(`${JSON.stringify('a"b&c')} ${encodeURIComponent('a"b&c')} a&quot;b&amp;c`)).toBe(
      '"***" *** ***',
    )
  })
})
