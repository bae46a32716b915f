import type { CheckAssignment } from './assignment.ts'
import type { MemoryUse } from './memory.ts'

/** Each reads main's answers; a pull request adds to its own, and never to main's. */
export function memoryOfChange({ told: { pullRequest }, outsider }: CheckAssignment, folder: string): MemoryUse {
  const own = pullRequest && { pullRequest: pullRequest.number }
  return {
    folder,
    reads: ['main', ...(own === undefined ? [] : [own])] as const,
    saves: outsider === undefined ? own : undefined,
  }
}

/** Of a job that hands on what it asked in its journal: it reads, and saves nothing. */
export function readingMemory(assignment: CheckAssignment, folder: string): MemoryUse {
  return { ...memoryOfChange(assignment, folder), saves: undefined }
}
