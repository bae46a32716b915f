import type { ImportReport } from '../../imports/report.ts'

export function importBody({ sources, files }: ImportReport): object {
  return {
    sources: sources.map(({ file, format, resources }) => ({
      file,
      format,
      resources: resources.map(({ kind, name }) => ({ kind, name })),
    })),
    files: files.map(({ path, action }) => ({ path, action })),
  }
}
