import type { DatasetDocument, EvalSuiteDocument, ModelDocument, PromptDocument } from '../resources/schema.gen.ts'
import type { Findings } from './findings.ts'
import type { Names } from './names.ts'
import type { Providers } from './providers.ts'
import type { Dialect } from './template/piece.ts'
import type { ProjectFiles } from '../resources/project-files.ts'

/** Formats that can be imported. */
export type Format = 'GitHub prompt' | 'promptfoo' | 'Prompty' | 'dotprompt'

/** What an import writes. */
export type ImportedResource = ModelDocument | PromptDocument | DatasetDocument | EvalSuiteDocument

/** What was made of one file. */
export interface Imported {
  readonly format: Format
  /** The language of its templates. */
  readonly dialect: Dialect
  /** In the order in which they are to be read. Empty where nothing could be imported. */
  readonly resources: readonly ImportedResource[]
}

/** What a format is read with. */
export interface ImportRequest {
  readonly file: string
  /** As `decodeText` gives it. */
  readonly text: string
  /** What the resources are called where nothing says it. */
  readonly base: string
  /** The folder of the file: what it refers to, and nothing outside. */
  readonly files: ProjectFiles
  readonly names: Names
  /** Of all files that are imported together. */
  readonly providers: Providers
  readonly findings: Findings
}
