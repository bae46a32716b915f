import type { Snapshot, TreeEntry } from '../../src/resources/snapshot.ts'

export type MemoryFiles = { readonly [path: string]: string | Uint8Array }

/** Files that are given by their content, as a snapshot; `others` are entries that are no files. */
export function memorySnapshot(
  files: MemoryFiles,
  others: { readonly [path: string]: TreeEntry['type'] } = {},
): Snapshot {
  const bytes = new Map(Object.entries(files).map(([path, content]) => [path, bytesOf(content)]))
  const entries: readonly TreeEntry[] = [
    ...[...bytes].map(([path, content]) => ({ path, type: 'file' as const, bytes: content.length, id: undefined })),
    ...Object.entries(others).map(([path, type]) => ({ path, type, bytes: 1, id: undefined })),
  ].sort((a, b) => (a.path < b.path ? -1 : 1))
  return {
    label: 'memory',
    commit: undefined,
    list: async (folder) =>
      entries.filter(({ path }) => folder === '' || path === folder || path.startsWith(`${folder}/`)),
    read: async (path) => bytes.get(path),
  }
}

function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content
}
