import type { Kind } from '../reading.ts'
import type { KindName } from '../project.ts'
import { application } from './application.ts'
import { chain } from './chain.ts'
import { dataset } from './dataset.ts'
import { deploymentTarget } from './deployment-target.ts'
import { evalSuite } from './eval-suite.ts'
import { knowledgeBase } from './knowledge-base.ts'
import { model } from './model.ts'
import { project } from './project.ts'
import { prompt } from './prompt.ts'

/** Every kind of resource. */
export const kinds: { readonly [K in KindName]: Kind<K> } = {
  Project: project,
  Model: model,
  Prompt: prompt,
  Chain: chain,
  Application: application,
  KnowledgeBase: knowledgeBase,
  Dataset: dataset,
  EvalSuite: evalSuite,
  DeploymentTarget: deploymentTarget,
}
