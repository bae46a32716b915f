import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { checkActionManifest } from './runner/action-manifest.ts'
import { evaluateDefault, inputVariable } from './runner/manifest.ts'

const runs = 'runs: {using: node24, main: index.js}'

describe('an action.yml', () => {
  test('of ours is what the runner takes', async () => {
    expect(checkActionManifest(await readFile(new URL('../../action.yml', import.meta.url), 'utf8'))).toEqual([])
  })

  test('may say anything beside what the runner reads', () => {
    const text = `name: A\ndescription: B\nauthor: C\nbranding: {icon: x}\n${runs}
inputs:
  a: {default: "\${{ github.token }} \${{ hashFiles('x') }} \${{ runner.os == 'secrets' }}", required: true, other: [1]}
  b:
    default: 3
outputs: {c: {description: D}}`
    expect(checkActionManifest(text)).toEqual([])
  })

  test.each([
    ['a: [', '1:5: '],
    ['[]', '1:1: the file: a mapping was expected'],
    ['name: x', "top level 'runs:' section is required"],
    [`${runs}\nname: [x]`, '2:7: name: a text was expected'],
    [`${runs}\nname: \${{ github.actor }}`, '2:7: name: an expression is not allowed here'],
    ['runs: {using: node24, main: a, env: {}}', "1:32: unexpected value 'env' in runs"],
    ['runs: {using: node24, main: a, post: ""}', '1:38: runs.post: it must not be empty'],
    ['runs: {using: node16, main: a}', "runs.using: 'node16' is not supported, use node20 or node24"],
    ['runs: {using: node24}', 'runs.main: the entry point is required'],
    [`${runs}\ninputs: {a: text}`, '2:13: inputs.a: a mapping was expected'],
    [
      `${runs}\ninputs: {a: {default: "\${{ secrets.X }}"}}`,
      "2:23: inputs.a.default: unrecognized named-value 'secrets'",
    ],
    [
      `${runs}\ninputs: {a: {default: "\${{ toJSON(env) }}"}}`,
      "2:23: inputs.a.default: unrecognized named-value 'env'",
    ],
    [`${runs}\noutputs: {a: {value: x, type: y}}`, "2:25: unexpected value 'type' in outputs.a"],
    [`${runs}\ninputs: {a: {}, A: {}}`, "2:17: 'A' is already defined"],
    [`${runs}\nname: &a x\ndescription: *a`, '3:14: description: anchors and aliases are not supported'],
  ])('is refused: %j', (text, problem) => {
    expect(checkActionManifest(text)).toEqual([expect.stringContaining(problem)])
  })
})

test('a default is evaluated where it is of the github context only', () => {
  expect(evaluateDefault('a ${{github.token}} ${{ github.actor }}', { token: 't', actor: 'ada' })).toBe('a t ada')
  expect(() => evaluateDefault('${{ runner.os }}', {})).toThrow('the rig cannot evaluate ${{ runner.os }}')
  expect(() => evaluateDefault('${{ github.nothing }}', {})).toThrow('the rig cannot evaluate')
})

test('an input keeps its hyphens', () => {
  expect(inputVariable('github-token of us')).toBe('INPUT_GITHUB-TOKEN_OF_US')
})
