import { isMapping } from '../resources/json-shape.ts'
import type { Format } from './imported.ts'
import { readDocument } from './read-yaml.ts'

/** The format of a file: its name decides, else what stands at its top. Undefined where it is none of them. */
export function formatOf(file: string, text: string): Format | undefined {
  const name = file.slice(file.lastIndexOf('/') + 1).toLowerCase()
  if (/\.prompt\.ya?ml$/.test(name)) return 'GitHub prompt'
  if (name.endsWith('.prompty')) return 'Prompty'
  if (name.endsWith('.prompt')) return 'dotprompt'
  if (!/\.(?:ya?ml|json)$/.test(name)) return undefined
  return /^promptfooconfig\b/.test(name) ? 'promptfoo' : formatOfDocument(file, text)
}

function formatOfDocument(file: string, text: string): Format | undefined {
  const value = readDocument(file, text).root?.value
  if (value === undefined || !isMapping(value)) return undefined
  if (Array.isArray(value['messages']) && value['prompts'] === undefined) return 'GitHub prompt'
  const isConfig = ['prompts', 'providers', 'targets', 'tests', 'scenarios'].filter((field) =>
    Object.hasOwn(value, field),
  )
  return isConfig.length > 1 || Object.hasOwn(value, 'prompts') ? 'promptfoo' : undefined
}
