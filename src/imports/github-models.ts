import { withProvider } from '../resources/catalogue.ts'

/** Publishers at GitHub Models whose models their own providers serve. */
const providers: { readonly [publisher: string]: string } = {
  openai: 'openai',
  'azure-openai': 'openai',
  deepseek: 'deepseek',
  'mistral-ai': 'mistral',
}

/** Provider and id of a model as GitHub Models called it: `publisher/model`, or the model alone. */
export function providerAtGithub(model: string): { readonly provider: string; readonly id: string } {
  const name = model.trim().toLowerCase()
  const known = name.includes('/') ? name : (withProvider(name) ?? `github-models/${name}`)
  const slash = known.indexOf('/')
  const publisher = known.slice(0, slash)
  const provider = Object.hasOwn(providers, publisher) ? providers[publisher] : undefined
  return { provider: provider ?? publisher, id: known.slice(slash + 1) }
}
