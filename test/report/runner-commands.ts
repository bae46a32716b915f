/**
 * What the Actions runner would obey in a step's output, by the rules of its ActionCommand and OutputManager: lines end
 * at `\n`, `\r\n` and a bare `\r`; `::name::` counts when a line begins with it after white space; `##[name]` counts
 * anywhere in a line.
 */
export function runnerCommands(output: string): readonly string[] {
  return output.split(/\r\n|\r|\n/).flatMap((line) => [...current(line), ...legacy(line)])
}

function current(line: string): readonly string[] {
  const text = line.trimStart()
  const end = text.indexOf('::', 2)
  return text.startsWith('::') && end > 0 ? [text.slice(0, end + 2)] : []
}

function legacy(line: string): readonly string[] {
  const start = line.indexOf('##[')
  const end = start < 0 ? -1 : line.indexOf(']', start)
  return end < 0 ? [] : [line.slice(start, end + 1)]
}
