import type { Place } from '../diagnostic/place.ts'

/** A text that may hold mustache tags, and where it was written. `\n` line ends. */
export interface TemplateText {
  readonly text: string
  readonly place: Place
}
