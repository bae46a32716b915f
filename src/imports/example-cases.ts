import type { Json } from '../digest/digest.ts'
import type { DatasetDocument } from '../resources/schema.gen.ts'
import { type Names, slug } from './names.ts'

/** The example that a prompt carries, as a Dataset of one case; nothing without one. */
export function exampleDataset(
  prompt: string,
  names: Names,
  input: { readonly [name: string]: Json },
): readonly DatasetDocument[] {
  if (Object.keys(input).length === 0) return []
  const name = names.take('Dataset', slug(`${prompt}-cases`) ?? 'cases')
  return [{ kind: 'Dataset', name, cases: [{ id: 'example', input }] }]
}
