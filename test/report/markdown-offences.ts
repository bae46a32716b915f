/**
 * What stands outside of code in a Markdown text of ours and would make GitHub or a reader's browser do something.
 * @param reportUrl where the one link of ours leads; any other link is an offence
 */
export function markdownOffences(markdown: string, reportUrl?: string): readonly string[] {
  const known = reportUrl === undefined ? markdown : markdown.replaceAll(`[report](${reportUrl})`, 'report')
  const { outside, open } = outsideOfFences(known)
  const texts = outside.map(withoutCode)
  return [
    ...(open ? ['a fence is left open'] : []),
    ...texts.flatMap((line, at) => offencesIn(line, at)),
    ...unevenRows(outside),
    ...unbalanced(texts.join('\n'), 'details'),
    ...unbalanced(texts.join('\n'), 'summary'),
  ]
}

function outsideOfFences(markdown: string): { readonly outside: readonly string[]; readonly open: boolean } {
  const outside: string[] = []
  let fence = 0
  for (const line of markdown.split('\n')) {
    const ticks = /^(`{3,})[a-z]*$/.exec(line)?.[1]?.length ?? 0
    if (fence === 0 && ticks > 0) fence = ticks
    else if (fence > 0 && ticks >= fence && /^`+$/.test(line)) fence = 0
    else if (fence === 0) outside.push(line)
  }
  return { outside, open: fence > 0 }
}

/** Without code spans and code elements; an entity becomes a sign that means nothing. */
function withoutCode(line: string): string {
  return withoutSpans(line.replace(/<code>[^<>`]*<\/code>/g, '¤')).replace(/&#\d+;/g, '¤')
}

function withoutSpans(line: string): string {
  const runs = [...line.matchAll(/`+/g)]
  const open = runs[0]
  const close = runs.find((run, at) => at > 0 && run[0].length === open?.[0].length)
  if (open === undefined || close === undefined) return line
  return line.slice(0, open.index) + '¤' + withoutSpans(line.slice(close.index + close[0].length))
}

const ours = /<(\/?(details|summary|b)|br)>/g

const acting: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a backtick', /`/],
  ['a mention', /@\w/],
  ['an issue', /#\d/],
  ['a prefixed issue', /[A-Za-z]-\d/],
  ['a commit', /\b[0-9a-f]{7,40}\b/i],
  ['a link or image', /[[\]]/],
  ['an address', /:\/\/|www\./],
  ['markup', /<[a-z!/]/i],
  ['a strike', /~/],
  ['mathematics', /\$(?!\d)/],
  ['an emoji name', /:[a-z][\w+-]*:/],
  ['a quote', /^\s*>/],
  ['a rule or setext heading', /^\s*(=+|-{2,}|\*{3,})\s*$/],
  ['a command', /^\s*::|##\[/],
]

function offencesIn(text: string, at: number): readonly string[] {
  const comment = at === 0 ? /^<!-- llmops:(check|promote) [\w./%-]+( [\w.%-]+)? -->$/ : /(?!)/
  if (comment.test(text)) return []
  const line = text.replace(ours, '')
  const found = acting.filter(([, pattern]) => pattern.test(line)).map(([what]) => what)
  if (/^\s*#/.test(line) && !/^### \S/.test(line)) found.push('a heading')
  return found.map((what) => `${what} in line ${at + 1} outside of fences: ${text.slice(0, 200)}`)
}

/** Rows of one table that have another number of cells than its head. */
function unevenRows(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line, at) => {
    const before = lines[at - 1] ?? ''
    return line.startsWith('|') && before.startsWith('|') && bars(line) !== bars(before) ? [`uneven row: ${line}`] : []
  })
}

function bars(row: string): number {
  return row.split('|').length
}

function unbalanced(text: string, tag: string): readonly string[] {
  const [opened, closed] = [text.split(`<${tag}>`).length, text.split(`</${tag}>`).length]
  return opened === closed ? [] : [`${opened - 1} <${tag}> and ${closed - 1} </${tag}>`]
}
