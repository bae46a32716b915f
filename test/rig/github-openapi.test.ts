import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Description, operations as wanted, sliceOf, textOf } from '../../.ci/slice-openapi.ts'
import { describedOperations, matchOperation } from './github/openapi/description.ts'
import { strictValidatorOf, validatorOf } from './github/openapi/validators.ts'
import { operations } from './github/operations/list.ts'

const committed = readFileSync(new URL('github/openapi/slice.json', import.meta.url), 'utf8')

describe('the cutter', () => {
  const reply = (schema: string) => ({
    200: { content: { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } } },
  })
  const document: Description = {
    openapi: '3.0.3',
    info: { title: 'Pets' },
    servers: [],
    tags: [{ name: 'left out' }],
    paths: {
      '/pets': { get: { responses: reply('pet') }, post: { responses: reply('unused') } },
      '/cars': { get: { responses: reply('car') } },
    },
    components: {
      schemas: {
        car: { type: 'object', properties: { owner: { $ref: '#/components/schemas/person' } } },
        person: { type: 'object' },
        pet: {
          type: 'object',
          properties: { parent: { $ref: '#/components/schemas/pet' }, owner: { $ref: '#/components/schemas/person' } },
        },
        unused: { type: 'object' },
      },
    },
  }

  test('keeps the operations that are wanted, and what they reach, however deep or round', () => {
    const { paths, components, ...head } = sliceOf(document, ['get /pets'])
    expect(head).toEqual({ openapi: '3.0.3', info: { title: 'Pets' }, servers: [] })
    expect(paths).toEqual({ '/pets': { get: document.paths['/pets']?.['get'] } })
    expect(components).toEqual({
      schemas: { pet: document.components['schemas']?.['pet'], person: { type: 'object' } },
    })
  })

  test('says what is not there', () => {
    expect(() => sliceOf(document, ['put /pets'])).toThrow('The description does not have: put /pets')
    const torn = { ...document, components: { schemas: {} } }
    expect(() => sliceOf(torn, ['get /pets'])).toThrow('The description does not have: #/components/schemas/pet')
  })

  test('cuts the committed slice out of itself, to the byte', () => {
    expect(textOf(sliceOf(JSON.parse(committed) as Description, wanted))).toBe(committed)
  })
})

describe('the description', () => {
  test('has every operation that the server does', () => {
    expect([...operations.keys()].filter((id) => !describedOperations.some((one) => one.id === id))).toEqual([])
  })

  test('compiles as a whole', () => {
    for (const { body, replies } of describedOperations) {
      if (body !== undefined) expect(strictValidatorOf(body.schema)({}).every((problem) => problem !== '')).toBe(true)
      for (const schema of replies.values()) if (schema !== undefined) expect(validatorOf(schema)(7)).not.toEqual([])
    }
  })

  const paths: readonly (readonly [string, string, Record<string, string> | undefined])[] = [
    ['/repos/acme/support/commits/a/b/check-runs', 'checks/list-for-ref', { ref: 'a/b' }],
    ['/repos/acme/support/commits/heads%2Fx', 'repos/get-commit', { ref: 'heads/x' }],
    ['/repos/acme/support/commits/abc/pulls', 'repos/list-pull-requests-associated-with-commit', { commit_sha: 'abc' }],
    ['/repos/acme/support/git/matching-refs/heads/a%2Fb/c', 'git/list-matching-refs', { ref: 'heads/a/b/c' }],
    ['/rate_limit', 'rate-limit/get', {}],
  ]
  for (const [path, id, parameters] of paths)
    test(`finds ${id} by ${path}`, () => {
      const match = matchOperation('GET', path)
      expect(match?.operation.id).toBe(id)
      expect(match?.parameters).toMatchObject(parameters ?? {})
    })

  test('finds nothing by another method, half a path or a broken one', () => {
    for (const [method, path] of [
      ['PUT', '/rate_limit'],
      ['GET', '/repos/acme'],
      ['GET', '/repos/acme/%zz'],
    ] as const)
      expect(matchOperation(method, path), path).toBeUndefined()
  })
})
