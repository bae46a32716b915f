import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Problem } from '../diagnostic/problem.ts'
import type { Json } from '../digest/digest.ts'
import { errorAt } from '../source/error-at.ts'
import { limits } from '../source/limits.ts'
import { shapeOf } from './json-shape.ts'
import { dataUrl, mediaEndings, mediaTypeOf, mediaTypeOfUrl } from './media.ts'
import type { ProjectFiles } from './project-files.ts'
import type { Case, CaseFields } from './project.ts'
import type { Reading } from './reading.ts'

/** Where the inputs that are paths stand. */
interface MediaSource {
  /** The file that holds the cases: paths are relative to it. */
  readonly file: string
  /** Names of the inputs that are paths. */
  readonly names: readonly string[]
}

/** Cases with the files that their inputs name, as data URLs. A case whose file cannot be read is left out, and reported. */
export async function withMedia(
  cases: readonly Case[],
  source: MediaSource,
  files: ProjectFiles,
): Promise<Reading<readonly Case[]>> {
  if (source.names.length === 0) return { value: cases, diagnostics: [] }
  const urls = new Map<string, Promise<MediumReading>>()
  const urlOf = (path: string): Promise<MediumReading> => {
    const known = urls.get(path) ?? readMedium(path, source.file, files)
    urls.set(path, known)
    return known
  }
  const read = await Promise.all(cases.map((one) => withMediaOf(one, source.names, urlOf)))
  const found = await Promise.all(urls.values())
  const bytes = found.reduce((sum, one) => sum + ('url' in one ? one.url.length : 0), 0)
  const tooMuch = bytes > limits.allMediaBytes ? [errorAt({ in: 'file', file: source.file }, tooManyBytes(bytes))] : []
  return {
    value: read.flatMap(({ value }) => value ?? []),
    diagnostics: [...tooMuch, ...read.flatMap(({ diagnostics }) => diagnostics)],
  }
}

type MediumReading = { readonly url: string } | { readonly problem: Problem }

function tooManyBytes(bytes: number): Problem {
  const { allMediaBytes } = limits
  return { code: 'out-of-range', found: `media of ${bytes} bytes in all`, expected: `at most ${allMediaBytes} bytes` }
}

async function withMediaOf(
  one: Case,
  names: readonly string[],
  urlOf: (path: string) => Promise<MediumReading>,
): Promise<Reading<Case | undefined>> {
  const input: { [name: string]: Json } = { ...one.input }
  const diagnostics: Diagnostic[] = []
  for (const name of names.filter((each) => Object.hasOwn(one.input, each))) {
    const read = await mediumIn(one.input, name, urlOf)
    if ('url' in read) input[name] = read.url
    else diagnostics.push(errorAt(one.place, read.problem))
  }
  return { value: diagnostics.length === 0 ? { ...one, input } : undefined, diagnostics }
}

async function mediumIn(
  input: CaseFields,
  name: string,
  urlOf: (path: string) => Promise<MediumReading>,
): Promise<MediumReading> {
  const value = input[name] ?? null
  if (typeof value !== 'string') return { problem: { code: 'wrong-type', expected: 'string', found: shapeOf(value) } }
  return mediaTypeOfUrl(value) === undefined ? urlOf(value) : { url: value }
}

async function readMedium(path: string, from: string, files: ProjectFiles): Promise<MediumReading> {
  const mediaType = mediaTypeOf(path)
  if (mediaType === undefined)
    return { problem: { code: 'bad-format', found: path, expected: `a path: ${mediaEndings}` } }
  const read = await files.readBytes(from, path, limits.mediaBytes)
  return read.ok ? { url: dataUrl(mediaType, read.bytes) } : { problem: read.problem }
}
