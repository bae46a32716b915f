import { appendFileSync, statSync } from 'node:fs'

/** In bytes of UTF-8, for all that a step appends. What is larger is dropped whole. */
const largestSummary = 1024 * 1024

/**
 * Appends to the page of the run: the first of the given forms of one text (Markdown, the longest first) that fits beside
 * what is there already, else a sentence that none did. Without a page nothing happens.
 */
export function appendSummary(forms: readonly string[]): void {
  const file = process.env['GITHUB_STEP_SUMMARY'] ?? ''
  if (file === '') return
  const space = largestSummary - (statSync(file, { throwIfNoEntry: false })?.size ?? 0)
  const longest = Math.max(0, ...forms.map((form) => Buffer.byteLength(form)))
  const refusal = `The report has ${Math.ceil(longest / 1024)} KiB, more than fits on this page. The output \`report\` says where it is.`
  const text = [...forms, refusal].map(ended).find((form) => Buffer.byteLength(form) <= space)
  if (text !== undefined) appendFileSync(file, text)
}

function ended(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`
}
