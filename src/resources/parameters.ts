import type { Model, Parameters, Subject } from './project.ts'

/** What a subject is asked with when it runs on a model: its own parameters over the model's. */
export function parametersOn(subject: Subject, model: Model): Parameters {
  return { ...model.parameters, ...subject.parameters }
}
