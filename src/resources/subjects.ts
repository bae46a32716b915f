import type { Model, Project, Prompt, Subject } from './project.ts'

type Subjects = Pick<Project, 'prompts' | 'chains' | 'applications'>

/** The subject of a name: Prompts, Chains and Applications share one namespace. */
export function subjectNamed({ prompts, chains, applications }: Subjects, name: string): Subject | undefined {
  return prompts.get(name) ?? chains.get(name) ?? applications.get(name)
}

/** All that can be evaluated and deployed. */
export function subjectsOf({ prompts, chains, applications }: Subjects): readonly Subject[] {
  return [...prompts.values(), ...chains.values(), ...applications.values()]
}

/** The prompts that a subject asks, itself or in its steps, in their order. */
export function promptsOf(subject: Subject): readonly Prompt[] {
  if (subject.kind === 'Prompt') return [subject]
  return subject.kind === 'Chain' ? subject.steps.flatMap((step) => (step.does === 'prompt' ? step.prompt : [])) : []
}

/** The models that answer for a subject; not those of its knowledge bases. */
export function modelsOf(subject: Subject): readonly Model[] {
  return promptsOf(subject).map(({ model }) => model)
}
