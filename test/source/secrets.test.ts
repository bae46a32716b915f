import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sourceSet } from '../../src/source/positions.ts'
import { secretsIn, withoutSecretText } from '../../src/source/secrets.ts'

/** Put together here, so that no file of this repository holds what looks like a key. */
const random = 'Zx81kQpL02mNbVcXa9Sd7FgHj4Kl5Zt'
const known: { readonly [what: string]: string } = {
  'an API key of OpenAI': ['sk-', random.slice(0, 20), 'T3Blbk', 'FJ', random.slice(0, 20)].join(''),
  'an API key of Anthropic': `sk-ant-api03-${random.repeat(3)}AA`,
  'an API key of OpenRouter': `sk-or-v1-${'0f9e8d7c6b5a4938'.repeat(4)}`,
  'an API key of Google': `AIza${random}Qw3_`,
  'an API key of Groq': `gsk_${random}${random.slice(0, 21)}`,
  'a token of Hugging Face': `hf_${random}abc`,
  'a token of GitHub': `ghp_${random}12abc`,
  'a token of GitLab': `glpat-${random.slice(0, 20)}`,
  'a token of npm': `npm_${random}abcde`,
  'an access key of AWS': ['AKIA', 'Z2QLPMXTYVWRQ3H7'].join(''),
  'a token of Slack': `xoxb-981234509876-${random}`,
  'a live key of Stripe': `sk_live_${random.slice(0, 24)}`,
  'a JSON Web Token': `eyJ${random}.eyJ${random}.${random}`,
  'a password or key': `api_key: "${random}"`,
}

describe('what looks like a secret', () => {
  test.each(Object.entries(known))('%s', (what, text) => {
    const found = secretsIn(`Before ${text}, after.`)
    expect(found.map((one) => one.what)).toEqual([what])
    const masked = withoutSecretText(`Before ${text}, after.`)
    expect(masked).not.toContain(random.slice(0, 12))
    expect(masked).toMatch(/^Before .*\*{16}.*, after\.$/)
  })

  test('a private key, also in one line of JSON', () => {
    const type = 'PRIVATE KEY'
    const body = `MC4CAQAwBQYDK2VwBCIEI${random}`
    for (const end of ['\n', '\\n']) {
      const text = `-----BEGIN EC ${type}-----${end}${body}${end}-----END EC ${type}-----`
      expect(secretsIn(text).map(({ what }) => what)).toEqual(['a private key'])
      expect(withoutSecretText(text)).not.toContain(body.slice(0, 8))
    }
  })

  test.each([
    'key: OPENAI_API_KEY',
    'secret: my-very-long-secret-name-in-many-words',
    'token: sha256:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae',
    'commit token: 4f1c9e27a0b5d3c8e6f7a1b2c3d4e5f60718293a',
    'parameters: {maxTokens: 400}',
    'AKIAIOSFODNN7EXAMPLE',
    'sk-... or sk-proj-xxxxxxxxxxxxxxxxxxxx',
    'api_key: YOUR_API_KEY_GOES_HERE_1',
    'password: {{expected.password}}',
    'Authorization: Bearer ${{ secrets.TOKEN_OF_THE_APP }}',
    'eyJ is how every JSON Web Token begins.',
    'tokens: https://example.com/Docs/2026/Tokens/HowTheyWork',
    '-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIUZx81kQpL02mNbVcXa9Sd7FgHj4Kl5\n-----END CERTIFICATE-----',
  ])('is not %s', (text) => {
    expect(secretsIn(text)).toEqual([])
    expect(withoutSecretText(text)).toBe(text)
  })
})

test('a masked text has the same length and the same lines, and masking it again changes nothing', () => {
  const piece = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom(...Object.values(known), '\n', ' '))
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('')
      const masked = withoutSecretText(text)
      expect(masked).toHaveLength(text.length)
      expect(masked.split('\n').map(({ length }) => length)).toEqual(text.split('\n').map(({ length }) => length))
      expect(withoutSecretText(masked)).toBe(masked)
    }),
  )
})

test('no line of a source that is given out holds one, and places stay where they are', () => {
  const text = `a: 1\nkey: ${known['a token of GitHub']} # old\nb: 2\n`
  const sources = sourceSet(new Map([['x.yaml', text]]))
  const [line] = sources.lines('x.yaml', 2, 2)
  expect(line).toMatch(/^key: ghp_\*+ # old$/)
  expect(
    sources.locate({ in: 'text', file: 'x.yaml', start: text.indexOf('# old'), end: text.indexOf('# old') + 5 }),
  ).toMatchObject({
    line: 2,
    column: text.indexOf('# old') - 4,
  })
})
