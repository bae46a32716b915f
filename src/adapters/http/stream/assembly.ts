/** Puts the reply together that would have come in one piece. */
export interface Assembly {
  /** Takes the next event. True where the model says something in it: a text, a refusal or a call of a tool, thoughts not. */
  take(event: unknown): boolean
  /** The reply; undefined as long as its end has not arrived. */
  readonly whole: unknown
}
