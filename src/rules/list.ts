import type { Rule } from '../resources/load.ts'
import { assertionJudge } from './assertion-judge.ts'
import { assertionTemplate } from './assertion-template.ts'
import { assertionThreshold } from './assertion-threshold.ts'
import { assertionValue } from './assertion-value.ts'
import { badJsonSchema } from './bad-json-schema.ts'
import { badRegex } from './bad-regex.ts'
import { branchesCollide } from './branches-collide.ts'
import { caseWithoutId } from './case-without-id.ts'
import { duplicateName } from './duplicate-name.ts'
import { gateTwice } from './gate-twice.ts'
import { knownAssertion } from './known-assertion.ts'
import { labelInPrompt } from './label-in-prompt.ts'
import { oneProject } from './one-project.ts'
import { predecessorCycle } from './predecessor-cycle.ts'
import { predecessorSubject } from './predecessor-subject.ts'
import { providerKey } from './provider-key.ts'
import { providerUrl } from './provider-url.ts'
import { soakWithoutAfter } from './soak-without-after.ts'
import { suiteTooSmall } from './suite-too-small.ts'
import { targetAddress } from './target-address.ts'
import { targetOwnFiles } from './target-own-files.ts'
import { targetWithoutSuite } from './target-without-suite.ts'
import { targetsOverlap } from './targets-overlap.ts'
import { unknownInput } from './unknown-input.ts'
import { unknownPrice } from './unknown-price.ts'
import { unknownProvider } from './unknown-provider.ts'
import { unknownSlice } from './unknown-slice.ts'
import { unresolvedReference } from './unresolved-reference.ts'
import { unusedInput } from './unused-input.ts'

/** Every check beyond the shape of a resource. Their order means nothing: diagnostics have an order of their own. */
export const rules: readonly Rule[] = [
  assertionJudge,
  assertionTemplate,
  assertionThreshold,
  assertionValue,
  badJsonSchema,
  badRegex,
  branchesCollide,
  caseWithoutId,
  duplicateName,
  gateTwice,
  knownAssertion,
  labelInPrompt,
  oneProject,
  predecessorCycle,
  predecessorSubject,
  providerKey,
  providerUrl,
  soakWithoutAfter,
  suiteTooSmall,
  targetAddress,
  targetOwnFiles,
  targetWithoutSuite,
  targetsOverlap,
  unknownInput,
  unknownPrice,
  unknownProvider,
  unknownSlice,
  unresolvedReference,
  unusedInput,
]
