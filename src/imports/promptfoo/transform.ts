/**
 * The JSON Pointer that a transform of the answer comes to, where it only takes a value out of its JSON, as in
 * `JSON.parse(output).items[0].name`. Undefined for everything else, which is code. Nothing is executed.
 */
export function pointerOf(transform: string): string | undefined {
  const [, path] =
    /^(?:JSON\.parse\(output\)|output)((?:\.[A-Za-z_$][\w$]*|\[\d+\]|\[(?:"[^"\\]*"|'[^'\\]*')\])+)$/.exec(
      transform.trim(),
    ) ?? []
  const steps = path?.matchAll(/\.([\w$]+)|\[(\d+)\]|\["([^"]*)"\]|\['([^']*)'\]/g)
  return (
    steps &&
    [...steps].map(([, name, index, double, single]) => `/${escaped(name ?? index ?? double ?? single ?? '')}`).join('')
  )
}

/** RFC 6901. */
function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}
