/** How one sort of secret looks. */
export interface SecretPattern {
  /** What it is, as it is said in a sentence. */
  readonly what: string
  /** Texts of which every secret of the sort holds one: a text with none of them is not searched any further. */
  readonly signs: readonly string[]
  /** The secret; where it has a group `secret`, that part of it. Linear in the length of any text. */
  readonly pattern: RegExp
  /** Characters at its beginning that tell what it is and open nothing. */
  readonly prefix: number
  /** Whether its form alone says little, so that it has to look random, too. */
  readonly vague?: true
}

/** Of a field that is named for what it holds: `api_key: …`, `"token": "…"`, `Authorization: Bearer …`. */
const assigned =
  /(?:api[_-]?key|access[_-]?key|private[_-]?key|secret|token|passw(?:or)?d|passphrase|authorization|credentials?)["'`]?[ \t]{0,4}[:=][ \t]{0,4}["'`]?(?:(?:bearer|basic|token)[ \t])?(?<secret>[A-Za-z0-9+/=_.~-]{20,512})(?![A-Za-z0-9+/=_.~-])/dgi

/**
 * Secrets that are known by their form, as those who issue them document it:
 * https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns lists the issuers;
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html, https://docs.slack.dev/authentication/tokens,
 * https://docs.stripe.com/keys, https://docs.gitlab.com/security/tokens/#token-prefixes, RFC 7468 (PEM) and RFC 7519 (JWT).
 */
export const secretPatterns: readonly SecretPattern[] = [
  {
    what: 'an API key of OpenAI',
    signs: ['T3BlbkFJ'],
    pattern: /\bsk-(?:proj-|svcacct-|admin-)?[A-Za-z0-9_-]{16,200}?T3BlbkFJ[A-Za-z0-9_-]{16,200}/dg,
    prefix: 3,
  },
  {
    what: 'an API key of Anthropic',
    signs: ['sk-ant-'],
    pattern: /\bsk-ant-[a-z0-9]{3,8}-[A-Za-z0-9_-]{60,200}/dg,
    prefix: 7,
  },
  { what: 'an API key of OpenRouter', signs: ['sk-or-'], pattern: /\bsk-or-v1-[0-9a-f]{64}\b/dg, prefix: 6 },
  { what: 'an API key of Google', signs: ['AIza'], pattern: /\bAIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])/dg, prefix: 4 },
  { what: 'an API key of Groq', signs: ['gsk_'], pattern: /\bgsk_[A-Za-z0-9]{48,60}\b/dg, prefix: 4 },
  { what: 'a token of Hugging Face', signs: ['hf_'], pattern: /\bhf_[A-Za-z0-9]{34,40}\b/dg, prefix: 3 },
  {
    what: 'a token of GitHub',
    signs: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_'],
    pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59})\b/dg,
    prefix: 4,
  },
  { what: 'a token of GitLab', signs: ['glpat-'], pattern: /\bglpat-[A-Za-z0-9_-]{20,64}/dg, prefix: 6 },
  { what: 'a token of npm', signs: ['npm_'], pattern: /\bnpm_[A-Za-z0-9]{36}\b/dg, prefix: 4 },
  { what: 'an access key of AWS', signs: ['AKIA', 'ASIA'], pattern: /\bA[KS]IA[A-Z2-7]{16}\b/dg, prefix: 4 },
  { what: 'a token of Slack', signs: ['xox'], pattern: /\bxox[abeoprs]-[A-Za-z0-9-]{20,250}/dg, prefix: 5 },
  { what: 'a live key of Stripe', signs: ['k_live_'], pattern: /\b[rs]k_live_[A-Za-z0-9]{24,250}\b/dg, prefix: 8 },
  {
    what: 'a private key',
    signs: ['PRIVATE KEY-----'],
    pattern: /-----BEGIN (?:[A-Z0-9]{2,12} ){0,2}PRIVATE KEY-----(?:\\n|\s)*(?<secret>[^-]{40,16384})-----END /dg,
    prefix: 0,
  },
  {
    what: 'a JSON Web Token',
    signs: ['eyJ'],
    pattern: /\beyJ[A-Za-z0-9_-]{10,2048}\.eyJ[A-Za-z0-9_-]{10,8192}\.[A-Za-z0-9_-]{20,2048}/dg,
    prefix: 3,
  },
  { what: 'a password or key', signs: [':', '='], pattern: assigned, prefix: 0, vague: true },
]

/** Whether a text of the right form can be a secret: names, paths, digests and examples of secrets are none. */
export function canBeSecret(text: string, { vague }: SecretPattern): boolean {
  return !example.test(text) && (vague !== true || looksRandom(text))
}

const example = /example|placeholder|your[_-]|dummy|redacted|([xX*.0])\1{5}|1234567/i

function looksRandom(text: string): boolean {
  return [/[a-z]/, /[A-Z]/, /[0-9]/].every((sort) => sort.test(text)) && entropy(text) >= leastEntropy
}

/** Bits a character, of 20 characters and more: English words joined have less. */
const leastEntropy = 3.5

/** Shannon's, in bits a character. */
function entropy(text: string): number {
  const shares = [...Map.groupBy(text, (character) => character).values()].map(({ length }) => length / text.length)
  return shares.reduce((sum, share) => sum - share * Math.log2(share), 0)
}
