type ConfigEntry = readonly [key: string, value: string]

/**
 * Lets our own Git children act with the token, wherever the checkout left it; it stands in no file and in no argument, and
 * goes to this server only. The empty entry takes away a header that the checkout left behind: two would be refused.
 */
export function gitCredentials(token: string, serverUrl: string): readonly ConfigEntry[] {
  const key = `http.${new URL('/', serverUrl).href}.extraheader`
  return [
    [key, ''],
    [key, `AUTHORIZATION: basic ${basicCredentials(token)}`],
  ]
}

/** The form in which the token crosses the wire, to be hidden like the token itself. */
export function basicCredentials(token: string): string {
  return Buffer.from(`x-access-token:${token}`).toString('base64')
}
