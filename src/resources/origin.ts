/** Hosts that hand out a machine's own credentials, beside the link-local addresses. */
const metadataHosts: ReadonlySet<string> = new Set([
  'metadata.google.internal',
  'metadata.goog',
  '[fd00:ec2::254]',
  '100.100.100.200',
])

type Refusal = (url: URL) => string | undefined

const refusals: readonly Refusal[] = [
  ({ username, password }) =>
    username === '' && password === '' ? undefined : 'a URL must not hold a user or password',
  ({ search, hash, href }) =>
    search + hash === '' && !/[?#]$/.test(href) ? undefined : 'a base URL has no query or fragment',
  (url) => (isMetadata(hostOf(url)) ? 'this host hands out credentials of the machine' : undefined),
  (url) => (isSecure(url) ? undefined : 'only https, or http to this machine (localhost, 127.0.0.0/8, ::1)'),
]

/** Why no key may be sent to the origin of a base URL; undefined where nothing speaks against it. */
export function refusedUrl(text: string): string | undefined {
  const url = URL.parse(text)
  if (url === null) return 'this is not a URL'
  return refusals.map((refusal) => refusal(url)).find((why) => why !== undefined)
}

/** `URL` has already brought every spelling of an IPv4 address into dotted decimals, and of an IPv6 one into lower case. */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/\.$/, '')
}

function isSecure(url: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(hostOf(url)))
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d+){3}$/.test(host)
}

function isMetadata(host: string): boolean {
  const mapped = /^\[::ffff:([0-9a-f]+):[0-9a-f]+\]$/.exec(host)?.[1]
  const isLinkLocal = host.startsWith('169.254.') || /^\[fe[89ab]/.test(host) || mapped === 'a9fe'
  return isLinkLocal || metadataHosts.has(host)
}
