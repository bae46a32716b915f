import type { Kind } from '../reading.ts'
import type { KindName } from '../project.ts'
import { dataset } from './dataset.ts'
import { deploymentTarget } from './deployment-target.ts'
import { evalSuite } from './eval-suite.ts'
import { model } from './model.ts'
import { project } from './project.ts'
import { prompt } from './prompt.ts'

/** Every kind of resource. */
export const kinds: { readonly [K in KindName]: Kind<K> } = {
  Project: project,
  Model: model,
  Prompt: prompt,
  Dataset: dataset,
  EvalSuite: evalSuite,
  DeploymentTarget: deploymentTarget,
}
