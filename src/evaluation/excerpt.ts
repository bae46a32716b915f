/** The first `limit` UTF-16 units of a text, the last of them `…` where it goes on. Never half a surrogate pair. */
export function excerpt(text: string, limit: number): string {
  if (text.length <= limit) return text
  return `${text.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}
