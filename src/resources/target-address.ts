import type { Problem } from '../diagnostic/problem.ts'
import { resolvePath } from './paths.ts'
import type { TargetAddress } from './project.ts'
import { refusedRepository, repositoryAddress } from './repository-address.ts'
import type { DeploymentTargetDocument } from './schema.gen.ts'
import type { Found } from './shape-problems.ts'

export type AddressFields = DeploymentTargetDocument['to']

/** Where a target is, or what is wrong with what says so; paths of the findings begin below `to`. */
export type AddressReading =
  | { readonly ok: true; readonly address: TargetAddress }
  | { readonly ok: false; readonly found: readonly Found[] }

/** The fields of each way to deliver, beside `type`; the first is required. */
const fieldsOf = { directory: ['path'], git: ['branch', 'repository', 'folder', 'shared'] } as const

/** Reads where a target is from what it says in `to`. */
export function readAddress(to: AddressFields): AddressReading {
  const wrong = [...foreignFields(to), ...missingField(to)]
  if (wrong.length > 0) return { ok: false, found: wrong }
  return to.type === 'directory' ? readDirectory(to) : readGit(to)
}

function foreignFields(to: AddressFields): readonly Found[] {
  const allowed: readonly string[] = ['type', ...fieldsOf[to.type]]
  const foreign = Object.keys(to).filter((field) => !allowed.includes(field))
  return foreign.map((field) => {
    return { path: [field], part: 'key', problem: { code: 'unknown-field', field, nearest: undefined, allowed } }
  })
}

function missingField(to: AddressFields): readonly Found[] {
  const field = fieldsOf[to.type][0]
  return to[field] === undefined ? [{ path: [], part: 'value', problem: { code: 'missing-field', field } }] : []
}

function readDirectory({ path = '' }: AddressFields): AddressReading {
  const normal = normalPath(path.replace(/^\//, ''))
  if (normal === undefined || normal === '') return wrongPath('path', { path, why: 'no folder' })
  return { ok: true, address: { type: 'directory', path: path.startsWith('/') ? `/${normal}` : normal } }
}

function readGit({ branch = '', repository, folder = '', shared = false }: AddressFields): AddressReading {
  const normal = normalPath(folder)
  if (normal === undefined) return wrongPath('folder', { path: folder, why: 'not on the branch' })
  if (shared && normal === '')
    return { ok: false, found: [{ path: [], part: 'value', problem: { code: 'missing-field', field: 'folder' } }] }
  const why = repository === undefined ? undefined : refusedRepository(repository)
  if (repository === undefined || why === undefined) {
    const address = { branch, repository: repositoryAddress(repository), folder: normal, shared }
    return { ok: true, address: { type: 'git', ...address } }
  }
  const problem = { code: 'repository-not-allowed', why } as const
  return { ok: false, found: [{ path: ['repository'], part: 'value', problem }] }
}

type PathFault = Pick<Extract<Problem, { readonly code: 'target-path' }>, 'path' | 'why'>

function wrongPath(field: string, fault: PathFault): AddressReading {
  return { ok: false, found: [{ path: [field], part: 'value', problem: { code: 'target-path', ...fault } }] }
}

/** A relative path in its shortest form, `''` for where it starts; undefined where it leaves that, or leads into `.git`. */
function normalPath(path: string): string | undefined {
  return /^[./]*$/.test(path) && !path.includes('..') && !path.startsWith('/') ? '' : resolvePath('', path)
}
