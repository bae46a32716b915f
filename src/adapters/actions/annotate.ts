import { type AnnotationProperties, error, notice, warning } from '@actions/core'
import { excerpt } from '../../evaluation/excerpt.ts'
import type { Annotation } from '../../publishing/forge.ts'

/** The runner cuts a message at 4,096 characters, and GitHub a title at 255. */
const longest = { message: 4096, title: 255 }

const commands: Readonly<Record<Annotation['level'], (message: string, place: AnnotationProperties) => void>> = {
  error,
  warning,
  notice,
}

/** Shows a finding beside its lines. The runner keeps the first ten of each level in a step. */
export function annotate(annotation: Annotation): void {
  const { level, file, line, endLine, column, endColumn } = annotation
  commands[level](excerpt(annotation.message, longest.message), {
    title: excerpt(annotation.title, longest.title),
    file,
    startLine: line,
    endLine,
    ...(column === undefined ? {} : { startColumn: column }),
    ...(endColumn === undefined ? {} : { endColumn }),
  })
}

/** A warning of ours about the run itself, at no line of a file. */
export function warn(message: string): void {
  warning(excerpt(message, longest.message))
}
