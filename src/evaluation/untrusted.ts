declare const untrusted: unique symbol

/** Text from a model, a YAML file or a provider. Only `report/` opens it (`openUntrusted`), where it is escaped for its destination. */
export type Untrusted = { readonly [untrusted]: string }

export function asUntrusted(text: string): Untrusted {
  return text as unknown as Untrusted
}

/** The text with words of ours before it. */
export function after(words: string, text: Untrusted): Untrusted {
  return asUntrusted(`${words}${text as unknown as string}`)
}
