import { formatOf } from './detect.ts'
import { importDotprompt } from './dotprompt.ts'
import { importGithub } from './github.ts'
import type { Format, Imported, ImportRequest } from './imported.ts'
import { importPromptfoo } from './promptfoo/config.ts'
import { importPrompty } from './prompty.ts'

/** How each format is read. */
const readers: { readonly [format in Format]: (request: ImportRequest) => Imported | Promise<Imported> } = {
  'GitHub prompt': importGithub,
  promptfoo: importPromptfoo,
  Prompty: importPrompty,
  dotprompt: importDotprompt,
}

/**
 * Reads one file of another format as resources. What could not be kept is in `findings`; undefined where the format is
 * none of ours. Executes nothing, reads nothing outside of the file's folder, and never throws, whatever the file
 * holds.
 */
export async function importFile(request: ImportRequest): Promise<Imported | undefined> {
  const { file, text, findings } = request
  const format = formatOf(file, text)
  if (format !== undefined) return readers[format](request)
  findings.report({ in: 'file', file }, { code: 'import-format' })
  return undefined
}

/** What resources of a file are called where nothing says it. `folder`: that it stands in, where that is known. */
export function baseName(file: string, folder: string | undefined): string {
  const name = file.slice(file.lastIndexOf('/') + 1)
  if (/^promptfooconfig\b/i.test(name)) return folder === undefined || folder === '' ? 'promptfoo' : folder
  return name.replace(/\.(?:prompt\.ya?ml|prompty|prompt|ya?ml|json)$/i, '')
}
