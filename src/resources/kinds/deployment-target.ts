import { type Kind, resourceOf } from '../reading.ts'

export const deploymentTarget: Kind<'DeploymentTarget'> = {
  async read(document) {
    const resource = resourceOf(document, { ...document.fields })
    return { value: { ...document, resource, complete: true }, diagnostics: [] }
  },
}
