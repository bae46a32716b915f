import { describe, expect, test } from 'vitest'
import { catalogued, withProvider } from '../../src/resources/catalogue.ts'
import { catalogueEntries } from '../../src/resources/catalogue.data.ts'
import { knownProviders } from '../../src/resources/known-providers.ts'

describe('the catalogue', () => {
  test('lists each model once, at a known provider, with a source and a day', () => {
    expect(new Set(catalogueEntries.map(({ id }) => id)).size).toBe(catalogueEntries.length)
    for (const { id, source, date, price, contextWindow, modalities, output } of catalogueEntries) {
      expect(Object.keys(knownProviders), id).toContain(id.slice(0, id.indexOf('/')))
      expect(source, id).toMatch(/^https:\/\//)
      expect(new Date(date).toISOString().slice(0, 10), id).toBe(date)
      expect(price.input, id).toBeGreaterThan(0)
      if (output === 'embedding') expect(price.output, id).toBe(0)
      else expect(price.output, id).toBeGreaterThan(price.input)
      expect(price.cachedInput ?? 0, id).toBeLessThan(price.input)
      expect(contextWindow, id).toBeGreaterThan(output === 'embedding' ? 1_000 : 100_000)
      expect(modalities, id).toContain('text')
    }
  })

  test('knows pinned versions by the model they are of, and nothing else', () => {
    expect(catalogued('openai/gpt-5-mini-2025-08-07')).toBe(catalogued('openai/gpt-5-mini'))
    expect(catalogued('anthropic/claude-haiku-4-5-20251001')?.price).toEqual({ input: 1, cachedInput: 0.1, output: 5 })
    // Cost twice as much as the later gpt-4o.
    expect(catalogued('openai/gpt-4o-2024-05-13')).toBeUndefined()
    expect(catalogued('vllm/gpt-5-mini')).toBeUndefined()
    expect(catalogued('constructor')).toBeUndefined()
  })

  test('finds the provider of a model that is named alone', () => {
    expect(withProvider('gpt-5-mini')).toBe('openai/gpt-5-mini')
    expect(withProvider('mini')).toBeUndefined()
  })
})
