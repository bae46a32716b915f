/** Nothing in it means anything to Markdown or HTML. */
const plainAddress = /^https?:\/\/[A-Za-z0-9.:/_-]+$/

/** The only link in our Markdown: to the run that made the report. Undefined without an address, or for one that is not plain. */
export function reportLink(url: string | undefined): string | undefined {
  return url !== undefined && plainAddress.test(url) ? `[report](${url})` : undefined
}
