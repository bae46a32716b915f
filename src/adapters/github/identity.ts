import { fieldOf, textOf } from './json.ts'
import type { Line } from './line.ts'

/** Who we are to GitHub, and so whose comments are ours. */
export interface Identity {
  readonly login: string
}

/** Whose token every workflow gets. */
const actionsBot = 'github-actions[bot]'

/** Whose token this is. Where GitHub does not say, it is taken for a workflow's. */
export async function identify(line: Line): Promise<Identity> {
  const answer = await line.query('query { viewer { login } }')
  return { login: textOf(fieldOf(answer, 'viewer'), 'login') ?? actionsBot }
}

/** Whether `author`, a user as GitHub writes one, is us. No person's login looks like a bot's; the type is held to as well. */
export function isOurs(author: unknown, { login }: Identity): boolean {
  const isBot = textOf(author, 'type') === 'Bot'
  return textOf(author, 'login') === login && isBot === login.endsWith('[bot]')
}
