import type { Rule } from '../resources/load.ts'
import { assertionJudge } from './assertion-judge.ts'
import { assertionStep } from './assertion-step.ts'
import { assertionTemplate } from './assertion-template.ts'
import { assertionThreshold } from './assertion-threshold.ts'
import { assertionTools } from './assertion-tools.ts'
import { assertionValue } from './assertion-value.ts'
import { badJsonSchema } from './bad-json-schema.ts'
import { badRegex } from './bad-regex.ts'
import { boundOrigin } from './bound-origin.ts'
import { branchesCollide } from './branches-collide.ts'
import { caseTools } from './case-tools.ts'
import { caseWithoutId } from './case-without-id.ts'
import { chainInputsInCases } from './chain-inputs.ts'
import { chainNames } from './chain-names.ts'
import { chunkOverlap } from './chunk-overlap.ts'
import { combinationFields } from './combination-fields.ts'
import { compliance } from './compliance.ts'
import { contextWindow } from './context-window.ts'
import { curation } from './curation.ts'
import { duplicateName } from './duplicate-name.ts'
import { duplicateStep } from './duplicate-step.ts'
import { embeddingNotTaken } from './embedding-not-taken.ts'
import { examples } from './examples.ts'
import { examplesLeak } from './examples-leak.ts'
import { gateTwice } from './gate-twice.ts'
import { knownAssertion } from './known-assertion.ts'
import { labelInPrompt } from './label-in-prompt.ts'
import { labels } from './labels.ts'
import { mediumNotTaken } from './medium-not-taken.ts'
import { modality } from './modality.ts'
import { modelCycle } from './model-cycle.ts'
import { modelOutput } from './model-output.ts'
import { modelRetirement } from './model-retirement.ts'
import { noMedium } from './no-medium.ts'
import { oneProject } from './one-project.ts'
import { outputNotTaken } from './output-not-taken.ts'
import { parameterDeprecated } from './parameter-deprecated.ts'
import { parameterNotTaken } from './parameter-not-taken.ts'
import { parameterRefused } from './parameter-refused.ts'
import { partMedia } from './part-media.ts'
import { predecessorCycle } from './predecessor-cycle.ts'
import { predecessorSubject } from './predecessor-subject.ts'
import { providerFields } from './provider-fields.ts'
import { providerKey } from './provider-key.ts'
import { providerUrl } from './provider-url.ts'
import { retrieverRequest } from './retriever-request.ts'
import { secretText } from './secret-text.ts'
import { shownModels } from './shown-models.ts'
import { soakWithoutAfter } from './soak-without-after.ts'
import { splitUse } from './split-use.ts'
import { stepLimit } from './step-limit.ts'
import { stepValues } from './step-values.ts'
import { suiteTooSmall } from './suite-too-small.ts'
import { targetAddress } from './target-address.ts'
import { targetOwnFiles } from './target-own-files.ts'
import { targetWithoutSuite } from './target-without-suite.ts'
import { targetsOverlap } from './targets-overlap.ts'
import { toolWithoutResult } from './tool-without-result.ts'
import { tools } from './tools.ts'
import { unnamedDeployment } from './unnamed-deployment.ts'
import { unknownInput } from './unknown-input.ts'
import { unknownPrice } from './unknown-price.ts'
import { unknownProvider } from './unknown-provider.ts'
import { unknownSlice } from './unknown-slice.ts'
import { unresolvedReference } from './unresolved-reference.ts'
import { unusedInput } from './unused-input.ts'
import { unusedResource } from './unused-resource.ts'
import { unusedStep } from './unused-step.ts'
import { wayNotTaken } from './way-not-taken.ts'

/** Every check beyond the shape of a resource. Their order means nothing: diagnostics have an order of their own. */
export const rules: readonly Rule[] = [
  assertionJudge,
  assertionStep,
  assertionTemplate,
  assertionThreshold,
  assertionTools,
  assertionValue,
  badJsonSchema,
  badRegex,
  boundOrigin,
  branchesCollide,
  caseTools,
  caseWithoutId,
  chainInputsInCases,
  chainNames,
  chunkOverlap,
  combinationFields,
  compliance,
  contextWindow,
  curation,
  duplicateName,
  duplicateStep,
  embeddingNotTaken,
  examples,
  examplesLeak,
  gateTwice,
  knownAssertion,
  labelInPrompt,
  labels,
  mediumNotTaken,
  modality,
  modelCycle,
  modelOutput,
  modelRetirement,
  noMedium,
  oneProject,
  outputNotTaken,
  parameterDeprecated,
  parameterNotTaken,
  parameterRefused,
  partMedia,
  predecessorCycle,
  predecessorSubject,
  providerFields,
  providerKey,
  providerUrl,
  retrieverRequest,
  secretText,
  shownModels,
  soakWithoutAfter,
  splitUse,
  stepLimit,
  stepValues,
  suiteTooSmall,
  targetAddress,
  targetOwnFiles,
  targetWithoutSuite,
  targetsOverlap,
  toolWithoutResult,
  tools,
  unnamedDeployment,
  unknownInput,
  unknownPrice,
  unknownProvider,
  unknownSlice,
  unresolvedReference,
  unusedInput,
  unusedResource,
  unusedStep,
  wayNotTaken,
]
