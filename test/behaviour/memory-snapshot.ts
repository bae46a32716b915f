import type { Snapshot, TreeEntry } from '../../src/resources/snapshot.ts'

export type MemoryFiles = { readonly [path: string]: string | Uint8Array }

/** Files that are given by their content, as a snapshot. `links` are paths of symbolic links. */
export function memorySnapshot(files: MemoryFiles, links: readonly string[] = []): Snapshot {
  const bytes = new Map(Object.entries(files).map(([path, content]) => [path, bytesOf(content)]))
  const entries: readonly TreeEntry[] = [
    ...[...bytes].map(([path, content]) => ({ path, type: 'file' as const, bytes: content.length, id: undefined })),
    ...links.map((path) => ({ path, type: 'symlink' as const, bytes: 1, id: undefined })),
  ].sort((a, b) => (a.path < b.path ? -1 : 1))
  return {
    label: 'memory',
    commit: undefined,
    list: async (folder) => entries.filter(({ path }) => folder === '' || path.startsWith(`${folder}/`)),
    read: async (path) => bytes.get(path),
  }
}

function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content
}
