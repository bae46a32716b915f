/** Counts the tokens of a text as the tokenizer o200k_base makes them, which OpenAI's models have since GPT-4o. */
export type CountTokens = (text: string) => number

/** UTF-16 units of text without white space in it that are looked at together: the tokenizer's time grows with their square. */
const longestWord = 128

/**
 * Loads the tokenizer: some 2 MB, so that only who needs a count should ask for it. What looks like a control token is
 * text. Of a word of more than 128 units each further 128 may count for one token too many.
 */
export async function loadTokenCounter(): Promise<CountTokens> {
  const { countTokens } = await import('gpt-tokenizer/encoding/o200k_base')
  const options = { disallowedSpecial: new Set<string>() }
  return (text) => piecesOf(text).reduce((sum, piece) => sum + countTokens(piece, options), 0)
}

function piecesOf(text: string): readonly string[] {
  const cuts = [...text.matchAll(/\S{128}(?=\S)/gu)].map(({ index }) => index + longestWord)
  return [0, ...cuts].map((start, at) => text.slice(start, cuts[at]))
}

/** Whether a model, by its id at any provider, has that tokenizer; also one that was tuned from such a model. */
export function isO200k(id: string): boolean {
  return /(?:^|[/:])(?:gpt-4o|gpt-4\.1|gpt-5|o[134])(?:$|[-.:])/.test(id)
}
