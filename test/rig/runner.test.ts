import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type ActionOptions, runAction, startAction } from './runner/run-action.ts'
import { type TemporaryDirectory, temporaryDirectory } from './temp.ts'

const manifest = `name: Test
description: A small action
inputs:
  mode:
    default: quiet
  github-token:
    default: \${{ github.token }}
  two words: {}
runs: {using: node24, main: main.mjs, post: post.mjs}
`

interface Scripts {
  readonly main: string
  readonly post?: string
}

async function actionOf(directory: TemporaryDirectory, { main, post = '' }: Scripts): Promise<ActionOptions> {
  await writeFile(join(directory.path, 'action.yml'), manifest)
  await writeFile(join(directory.path, 'main.mjs'), main)
  await writeFile(join(directory.path, 'post.mjs'), post)
  const payload = { ref: 'refs/heads/main', after: 'a'.repeat(40), repository: { full_name: 'acme/support', id: 7 } }
  return { action: directory.path, workspace: directory.path, event: 'push', payload }
}

async function run(scripts: Scripts, more: Partial<ActionOptions> = {}) {
  await using directory = await temporaryDirectory('action')
  return await runAction({ ...(await actionOf(directory, scripts)), ...more })
}

describe('what an action is started with', () => {
  const print = `import { readFileSync } from 'node:fs'
    console.log(JSON.stringify({ env: process.env, cwd: process.cwd(), argv: process.argv.length,
      stdin: readFileSync(0, 'utf8'), event: JSON.parse(readFileSync(process.env.GITHUB_EVENT_PATH, 'utf8')) }))`

  test('is the runner’s environment, and nothing else of this machine', async () => {
    process.env['OPENAI_API_KEY'] = 'sk-of-the-host'
    const { main } = await run({ main: print }, { inputs: { 'two words': 'x' }, env: { EXTRA: 'yes' } })
    delete process.env['OPENAI_API_KEY']
    const { env, argv, stdin, event } = JSON.parse(main.stdout)
    expect(env).toMatchObject({
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_EVENT_NAME: 'push',
      GITHUB_REF: 'refs/heads/main',
      GITHUB_REF_NAME: 'main',
      GITHUB_SHA: 'a'.repeat(40),
      GITHUB_REPOSITORY: 'acme/support',
      GITHUB_REPOSITORY_ID: '7',
      GITHUB_BASE_REF: '',
      GITHUB_SERVER_URL: 'http://github.localhost:9',
      RUNNER_OS: 'Linux',
      INPUT_MODE: 'quiet',
      'INPUT_GITHUB-TOKEN': 'ghs_nothingAcceptsThisToken',
      INPUT_TWO_WORDS: 'x',
      EXTRA: 'yes',
    })
    for (const name of ['GITHUB_TOKEN', 'OPENAI_API_KEY', 'RUNNER_DEBUG', 'ACTIONS_RESULTS_URL', 'NODE_OPTIONS'])
      expect(env).not.toHaveProperty(name)
    expect({ argv, stdin }).toEqual({ argv: 2, stdin: '' })
    expect(event.after).toBe('a'.repeat(40))
  })

  test('knows a pull request from its payload', async () => {
    const pull = { number: 12, base: { ref: 'main' }, head: { ref: 'topic' } }
    const payload = { pull_request: pull, sender: { login: 'ada' } }
    const { main } = await run({ main: print }, { event: 'pull_request', payload, sha: 'b'.repeat(40), attempt: 2 })
    expect(JSON.parse(main.stdout).env).toMatchObject({
      GITHUB_REF: 'refs/pull/12/merge',
      GITHUB_REF_NAME: '12/merge',
      GITHUB_BASE_REF: 'main',
      GITHUB_HEAD_REF: 'topic',
      GITHUB_ACTOR: 'ada',
      GITHUB_RUN_ATTEMPT: '2',
    })
    await expect(run({ main: print }, { event: 'pull_request', payload })).rejects.toThrow('give `sha`')
  })

  test('has every input that is given, with a warning for what is not declared', async () => {
    const { main, annotations } = await run({ main: print }, { inputs: { mood: 'good' } })
    expect(JSON.parse(main.stdout).env).toMatchObject({ INPUT_MOOD: 'good' })
    expect(annotations).toEqual([
      {
        level: 'warning',
        message: "Unexpected input(s) 'mood', valid inputs are ['mode', 'github-token', 'two words']",
      },
    ])
  })
})

describe('main and post', () => {
  const say = (text: string) => `import { appendFileSync } from 'node:fs'\n${text}`

  test('hand over outputs, state, variables and summaries by files', async () => {
    const done = await run({
      main: say(`appendFileSync(process.env.GITHUB_OUTPUT, 'a=1\\nb<<E\\ntwo\\nlines\\nE\\n')
        appendFileSync(process.env.GITHUB_STATE, 'key=kept\\n')
        appendFileSync(process.env.GITHUB_ENV, 'COLOUR=red\\nNODE_OPTIONS=--inspect\\n')
        appendFileSync(process.env.GITHUB_PATH, '/opt/tool\\n')
        appendFileSync(process.env.GITHUB_STEP_SUMMARY, '# main\\n')
        console.log(process.env.GITHUB_STATE)`),
      post: say(`appendFileSync(process.env.GITHUB_STEP_SUMMARY, '# post\\n')
        const { STATE_key, COLOUR, NODE_OPTIONS, PATH, GITHUB_STATE } = process.env
        console.log(JSON.stringify({ STATE_key, COLOUR, NODE_OPTIONS, PATH, GITHUB_STATE }))`),
    })
    expect(done.outputs).toEqual({ a: '1', b: 'two\nlines' })
    expect(done.summary).toBe('# main\n# post\n')
    const seen = JSON.parse(done.post!.stdout)
    expect(seen).toMatchObject({ STATE_key: 'kept', COLOUR: 'red' })
    expect(seen).not.toHaveProperty('NODE_OPTIONS')
    expect(seen.PATH).toMatch(/^\/opt\/tool:/)
    expect(seen.GITHUB_STATE).not.toBe(done.main.stdout.trim())
    expect(done.annotations.map(({ message }) => message)).toEqual([
      "Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command.",
    ])
  })

  test('post runs after a main that failed, and both say how they ended', async () => {
    const done = await run({ main: 'process.exit(3)', post: 'console.log("after")' })
    expect([done.main.exitCode, done.main.conclusion]).toEqual([3, 'failure'])
    expect([done.post?.exitCode, done.post?.conclusion]).toEqual([0, 'success'])
    expect(done.log).toBe('after\n')
  })

  test('a malformed file fails the step; what came before counts', async () => {
    const done = await run({ main: say(`appendFileSync(process.env.GITHUB_OUTPUT, 'a=1\\nb<<E\\nopen\\n')`) })
    expect(done.main).toMatchObject({ exitCode: 0, conclusion: 'failure', outputs: { a: '1' } })
    expect(done.annotations.map(({ message }) => message)).toEqual([
      "Unable to process file command 'output' successfully.",
      "Invalid value. Matching delimiter not found 'E'",
    ])
  })

  test('a summary of more than 1 MiB is dropped with an error, and the step passes', async () => {
    const done = await run({
      main: say(`appendFileSync(process.env.GITHUB_STEP_SUMMARY, 'x'.repeat(1024 * 1024 + 1))`),
    })
    expect(done).toMatchObject({ summary: '', main: { conclusion: 'success' } })
    expect(done.annotations).toMatchObject([{ level: 'error' }])
  })

  test('secrets are hidden in the log and the summary, not in what was written', async () => {
    const script = say(`console.log('key ' + process.env.KEY + ' ' + Buffer.from(process.env.KEY).toString('base64'))
      console.log('::add-mask::' + 'multi%0Aline')
      console.log('multi and line')
      appendFileSync(process.env.GITHUB_STEP_SUMMARY, process.env.KEY)`)
    const done = await run({ main: script }, { secrets: { KEY: 'sk-123456' } })
    expect(done.log).toBe('key *** ***\n*** and ***\n')
    expect(done.main.stdout).toContain('sk-123456')
    expect(done.summary).toBe('***')
    expect(done.masks).toContain('sk-123456')
  })

  test('what a crash prints on stderr is read for commands, too', async () => {
    const done = await run({ main: `throw new Error('x\\r::set-output name=promote::true')` })
    expect(done.main.conclusion).toBe('failure')
    expect(done.outputs).toEqual({ promote: 'true' })
  })
})

describe('a job that is cancelled', () => {
  const patience = { beforeTerm: 300, beforeKill: 300 }
  const waiting = `setInterval(() => {}, 1000); console.log('ready')`

  async function started(main: string, directory: TemporaryDirectory) {
    const running = await startAction({
      ...(await actionOf(directory, { main, post: `console.log('post', process.env.STATE_key)` })),
      patience,
    })
    await running.logged(/^ready$/)
    return running
  }

  test('gets SIGINT, and post what main left behind', async () => {
    await using directory = await temporaryDirectory('action')
    const running = await started(
      `import { appendFileSync } from 'node:fs'
      process.on('SIGINT', () => { appendFileSync(process.env.GITHUB_STATE, 'key=kept\\n'); process.exit(3) })
      ${waiting}`,
      directory,
    )
    const done = await running.cancel()
    expect(done.main).toMatchObject({ exitCode: 3, conclusion: 'cancelled' })
    expect(done.log).toBe('ready\npost kept\n')
  })

  test('gets SIGTERM, then is killed with its children, where it does not listen', async () => {
    await using directory = await temporaryDirectory('action')
    const deaf = await started(
      `import { spawn } from 'node:child_process'
      spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' })
      process.on('SIGINT', () => {}); process.on('SIGTERM', () => console.log('term')); ${waiting}`,
      directory,
    )
    const done = await deaf.cancel()
    expect(done.main).toMatchObject({ exitCode: 137, conclusion: 'cancelled' })
    expect(done.log).toBe('ready\nterm\npost undefined\n')
  })

  test('or killed outright still has its post step', async () => {
    await using directory = await temporaryDirectory('action')
    const done = await (await started(waiting, directory)).kill()
    expect(done.main).toMatchObject({ exitCode: 137, conclusion: 'failure' })
    expect(done.log).toBe('ready\npost undefined\n')
  })

  test('a test that waits for a line in vain is told so', async () => {
    await using directory = await temporaryDirectory('action')
    const running = await startAction(await actionOf(directory, { main: 'console.log("other")' }))
    await expect(running.logged(/ready/)).rejects.toThrow('main ended without logging /ready/:\nother')
    await running.finished
  })
})
