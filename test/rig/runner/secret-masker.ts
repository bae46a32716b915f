export interface SecretMasker {
  /** A value and, where it has several lines, each of them. Empty values are ignored. */
  add(value: string): void
  /** Every occurrence of a secret, plain or encoded in a way that the runner knows, is `***`. */
  mask(text: string): string
  /** As added, in order. */
  readonly values: readonly string[]
}

/** Hides secrets as the runner does: in one line of text at a time. */
export function secretMasker(secrets: readonly string[] = []): SecretMasker {
  const values = new Set<string>()
  const forms = new Set<string>()
  function add(value: string): void {
    for (const one of [value, ...value.split(/[\r\n]/).map((line) => line.trim())]) {
      if (one.trim() === '' || values.has(one)) continue
      values.add(one)
      for (const form of formsOf(one)) forms.add(form)
    }
  }
  for (const secret of secrets) add(secret)
  return {
    add,
    mask: (text) => masked(text, [...forms]),
    get values() {
      return [...values]
    },
  }
}

function formsOf(value: string): readonly string[] {
  const forms = [
    value,
    ...base64Forms(value),
    JSON.stringify(value).slice(1, -1),
    encodeURIComponent(value),
    xml(value),
  ]
  return forms.filter((form) => form !== '')
}

/** How the value looks inside a base64 text at each of the three offsets, without the characters that its neighbours share. */
function base64Forms(value: string): readonly string[] {
  const bytes = Buffer.from(value)
  return [0, 1, 2].map((skip) => {
    const whole = bytes.subarray(skip, skip + Math.floor((bytes.length - skip) / 3) * 3)
    return skip === 0 ? bytes.toString('base64') : whole.toString('base64')
  })
}

function xml(value: string): string {
  const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }
  return value.replaceAll(/[&<>"']/g, (char) => names[char] ?? char)
}

/** Ranges that touch or overlap become one `***`. */
function masked(text: string, forms: readonly string[]): string {
  const hidden = Array.from({ length: text.length }, () => false)
  for (const form of forms) {
    for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) hidden.fill(true, at, at + form.length)
  }
  if (!hidden.includes(true)) return text
  return Array.from({ length: text.length }, (_, at) => {
    if (hidden[at] !== true) return text[at]
    return hidden[at - 1] === true ? '' : '***'
  }).join('')
}
