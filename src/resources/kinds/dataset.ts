import type { Json } from '../../digest/digest.ts'
import { limits } from '../../source/limits.ts'
import { meaningOfCases } from '../case-meaning.ts'
import { withMedia } from '../case-media.ts'
import { casesFrom, readCases, type ReadCases, textOfCases } from '../cases.ts'
import type { Shaped } from '../draft.ts'
import { resolvePath } from '../paths.ts'
import type { ProjectFiles } from '../project-files.ts'
import { type Kind, readReferenced, resourceOf } from '../reading.ts'

export const dataset: Kind<'Dataset'> = {
  async read(document, files) {
    const read = await readAll(document, files)
    const { file: _, columns: __, media: ___, ...fields } = document.fields
    const { value: cases, diagnostics: ofMedia } = await withMedia(read.cases, mediaSource(document), files)
    const diagnostics = [...read.diagnostics, ...ofMedia]
    const resource = resourceOf(document, { ...fields, cases: meaningOfCases(cases) })
    return { value: { ...document, resource, complete: diagnostics.length === 0, cases }, diagnostics }
  },
}

function mediaSource({ fields, place }: Shaped<'Dataset'>): Parameters<typeof withMedia>[1] {
  const { file, media = [] } = fields
  return { file: (file === undefined ? undefined : resolvePath(place.file, file)) ?? place.file, names: media }
}

async function readAll(document: Shaped<'Dataset'>, files: ProjectFiles): Promise<ReadCases> {
  const { cases, file, columns } = document.fields
  if (file === undefined) {
    return casesFrom((cases ?? []) as Json, (path) => document.placeOf(['cases', ...path]))
  }
  const { value, diagnostics } = await readReferenced(document, ['file'], file, files, limits.dataBytes)
  if (value === undefined) return { cases: [], diagnostics }
  const read = readCases(value, { columns })
  files.texts.set(value.file, textOfCases(read.cases) ?? value.text) // base and head hold the same text once
  return read
}
