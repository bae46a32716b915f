import type { YamlToken } from './yaml-tokens.ts'

/**
 * A counter that, fed token by token, says how deep the text is nested there. Block collections are told apart by the
 * column at which they begin, flow collections by their brackets; never less than what the parser would see.
 */
export function nestingOf(): (token: YamlToken) => number {
  const columns: number[] = []
  let flow = 0
  let lineStart = 0
  let keyColumn: number | undefined

  const enterBlock = (column: number): void => {
    while (columns.length > 0 && (columns.at(-1) ?? 0) > column) columns.pop()
    if (columns.at(-1) !== column) columns.push(column)
  }
  const readBlock = (token: YamlToken): void => {
    const column = token.start - lineStart
    if (token.type === 'seq-item-ind' || token.type === 'explicit-key-ind') {
      enterBlock(column)
      keyColumn = undefined
    } else if (token.type === 'map-value-ind') enterBlock(keyColumn ?? column)
    else if (token.type !== 'space') keyColumn ??= column
  }

  return (token) => {
    if (token.type === 'doc-start' || token.type === 'doc-end') columns.length = 0
    if (token.type === 'flow-map-start' || token.type === 'flow-seq-start') flow++
    else if (token.type === 'flow-map-end' || token.type === 'flow-seq-end') flow = Math.max(0, flow - 1)
    else if (flow === 0) readBlock(token)
    const lineEnd = token.text.lastIndexOf('\n')
    if (lineEnd >= 0) {
      lineStart = token.start + lineEnd + 1
      keyColumn = undefined
    }
    return columns.length + flow
  }
}
