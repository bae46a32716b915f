import { createHash, createHmac } from 'node:crypto'
import type { Incoming, Opening } from './dialect.ts'

interface Claim {
  readonly id: string
  readonly day: string
  readonly region: string
  readonly service: string
  readonly signed: readonly string[]
  readonly signature: string
}

const form =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/

/** What is wrong with the signature of a request, as https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html says. */
export function wrongSignature(request: Incoming, { key, secret = '' }: Opening): string | undefined {
  const claim = claimOf(request.headers.authorization ?? '')
  if (claim === undefined) return 'Missing Authentication Token'
  if (claim.id !== key || claim.service !== 'bedrock') return 'The security token included in the request is invalid.'
  if (!['host', 'x-amz-date'].every((name) => claim.signed.includes(name))) return 'host and x-amz-date must be signed'
  return signatureOf(request, claim, secret) === claim.signature ? undefined : 'The request signature does not match'
}

function claimOf(header: string): Claim | undefined {
  const [, id, day, region, service, signed, signature] = form.exec(header) ?? []
  if (id === undefined || day === undefined || region === undefined || service === undefined) return undefined
  return { id, day, region, service, signed: (signed ?? '').split(';'), signature: signature ?? '' }
}

function signatureOf({ method, path, headers, text }: Incoming, claim: Claim, secret: string): string {
  const lines = claim.signed.map((name) => `${name}:${String(headers[name]).trim().replace(/\s+/g, ' ')}\n`).join('')
  const encodedTwice = path.split('/').map(encodeURIComponent).join('/')
  const canonical = [method, encodedTwice, '', lines, claim.signed.join(';'), sha256(text)].join('\n')
  const scope = `${claim.day}/${claim.region}/${claim.service}/aws4_request`
  const toSign = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(canonical)].join('\n')
  const keys = [claim.day, claim.region, claim.service, 'aws4_request']
  const signingKey = keys.reduce<string | Buffer>((key, part) => hmac(key, part).digest(), `AWS4${secret}`)
  return hmac(signingKey, toSign).digest('hex')
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function hmac(key: string | Buffer, text: string) {
  return createHmac('sha256', key).update(text)
}
