import { jsonLine } from '../json/line.ts'

/**
 * A value as JSON that stands in a `<script type="application/json">`: there is no character in it with which markup
 * could begin or end, none that a JavaScript parser takes for a line end, and no command to a runner.
 */
export function embeddedJson(value: object): string {
  return jsonLine(value).replace(/[<>&]/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`)
}

/** Text as the content of an element such as `<title>`. */
export function embeddedText(text: string): string {
  return text.replace(/[<>&]/g, (char) => `&#${char.charCodeAt(0)};`)
}
