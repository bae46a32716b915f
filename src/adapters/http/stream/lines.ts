/** Lines of a text that arrives in pieces, without their ends (LF, CRLF or CR). What follows the last end is a line, too. */
export async function* linesOf(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let pending = ''
  for await (const piece of pieces) {
    pending += piece
    if (!/[\r\n]/.test(pending.slice(-piece.length - 1))) continue // a long line is looked through once
    const lines = pending.split(/\r\n|\n|\r(?!$)/) // a CR at the end may be half of a CRLF
    pending = lines.pop() ?? ''
    yield* lines
  }
  const last = pending.replace(/\r$/, '')
  if (last !== '') yield last
}
