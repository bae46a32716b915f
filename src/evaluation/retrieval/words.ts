/** Scripts that are written without spaces: each character is taken for a word. */
const unspaced = '\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}\\p{scx=Thai}\\p{scx=Lao}\\p{scx=Khmer}\\p{scx=Myanmar}'
const words = new RegExp(`[\\p{L}&&[${unspaced}]]|[[\\p{L}\\p{M}\\p{N}]--[${unspaced}]]+`, 'gv')

/** The words of a text, as they are compared: runs of letters, marks and digits in lower case, in Unicode's form NFKC. */
export function wordsIn(text: string): readonly string[] {
  return text.normalize('NFKC').toLowerCase().match(words) ?? []
}
