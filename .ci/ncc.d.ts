declare module '@vercel/ncc' {
  interface Options {
    readonly cache?: boolean
    readonly quiet?: boolean
    readonly license?: string
    /** Of the entry; parts of it that are loaded later are called `<number>.<filename>`. */
    readonly filename?: string
    readonly target?: string
    /** Module name, or `/pattern/`, to the module that is imported in its place when the bundle runs. */
    readonly externals?: Readonly<Record<string, string>>
  }
  interface Output {
    readonly code: string
    readonly assets: Readonly<Record<string, { readonly source: string | Buffer }>>
    readonly stats: { toJson(what: object): { readonly modules?: readonly import('./licenses.ts').BundledModule[] } }
  }
  export default function ncc(entry: string, options: Options): Promise<Output>
}
