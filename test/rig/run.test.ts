import { access, realpath, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type RunOptions, runNode, startNode } from './run.ts'
import { temporaryDirectory } from './temp.ts'

async function run(source: string, args: readonly string[] = [], options: RunOptions = {}) {
  await using directory = await temporaryDirectory()
  const script = join(directory.path, 'script.mjs')
  await writeFile(script, source)
  return await runNode(script, args, options)
}

test('output, exit code and arguments come through', async () => {
  const source = 'console.log(process.argv.slice(2)); console.error("trouble"); process.exitCode = 3'
  const finished = await run(source, ['a b', '--c'])
  expect(finished).toMatchObject({ code: 3, stdout: "[ 'a b', '--c' ]\n", stderr: 'trouble\n', timedOut: false })
  expect(finished.ms).toBeGreaterThan(5)
})

test('nothing of the host is visible but PATH', async () => {
  const stained = { GITHUB_TOKEN: 'x', CI: '1', NO_COLOR: '1', OPENAI_API_KEY: 'sk', RUNNER_TEMP: '/x' }
  Object.assign(process.env, stained)
  try {
    const { stdout } = await run('console.log(JSON.stringify(process.env))', [], {
      env: { EXTRA: 'yes', TZ: undefined },
    })
    const seen = JSON.parse(stdout) as Record<string, string>
    expect(Object.keys(seen).sort()).toEqual(['EXTRA', 'HOME', 'LC_ALL', 'PATH', 'SOURCE_DATE_EPOCH', 'TMPDIR'])
    expect(seen['HOME']).not.toBe(process.env['HOME'])
    await expect(access(seen['HOME'] ?? '')).rejects.toThrow('ENOENT')
  } finally {
    for (const name of Object.keys(stained)) delete process.env[name]
  }
})

test('standard input is what is given, and otherwise empty', async () => {
  const source = 'let n = ""; for await (const c of process.stdin) n += c; console.log([n])'
  expect((await run(source, [], { stdin: 'hello' })).stdout).toBe("[ 'hello' ]\n")
  expect((await run(source)).stdout).toBe("[ '' ]\n")
  expect((await run('process.exit(0)', [], { stdin: 'x'.repeat(1e6) })).code).toBe(0)
})

test('it runs where it is told', async () => {
  await using directory = await temporaryDirectory('work')
  const { stdout } = await run('console.log(process.cwd())', [], { cwd: directory.path })
  expect(stdout.trim()).toBe(await realpath(directory.path))
})

test('a deadline kills the process and its children, and keeps what was said', async () => {
  const source = `import { spawn } from 'node:child_process'
    spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' })
    process.on('SIGTERM', () => {})
    console.log('begun')
    setInterval(() => {}, 1000)`
  const finished = await run(source, [], { timeoutMs: 3000 })
  expect(finished).toMatchObject({ code: 137, stdout: 'begun\n', timedOut: true })
  expect(finished.ms).toBeLessThan(10_000)
})

test('a child left behind does not hold the end up', async () => {
  const source = `import { spawn } from 'node:child_process'
    spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' }).unref()`
  expect(await run(source, [], { timeoutMs: 20_000 })).toMatchObject({ code: 0, timedOut: false })
})

test('a running process can be interrupted or killed', async () => {
  await using directory = await temporaryDirectory()
  const script = join(directory.path, 'script.mjs')
  await writeFile(
    script,
    `import { writeFileSync } from 'node:fs'
    process.on('SIGINT', () => process.exit(3))
    setInterval(() => {}, 1000)
    writeFileSync(process.argv[2], '')`,
  )
  const signs = ['polite', 'deaf'].map((name) => join(directory.path, name))
  const [polite, deaf] = await Promise.all([startNode(script, signs.slice(0, 1)), startNode(script, signs.slice(1))])
  await expect.poll(() => Promise.all(signs.map((sign) => access(sign))), { timeout: 20_000 }).toBeTruthy()
  polite.kill('SIGINT')
  deaf.kill('SIGKILL')
  expect((await polite.finished).code).toBe(3)
  expect((await deaf.finished).code).toBe(137)
})

test('a folder that does not exist is a mistake of the test', async () => {
  await expect(run('', [], { cwd: '/does/not/exist' })).rejects.toThrow('ENOENT')
})
