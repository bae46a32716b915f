/** One entry of a validation error's `errors`. */
export interface FieldError {
  readonly resource: string
  readonly code: string
  readonly field: string
  readonly message?: string
}

/** An answer other than the one asked for, thrown by whoever finds the reason. */
export class Refusal extends Error {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly errors: readonly FieldError[]

  constructor(
    status: number,
    message: string,
    headers: Readonly<Record<string, string>> = {},
    errors: readonly FieldError[] = [],
  ) {
    super(message)
    this.status = status
    this.headers = headers
    this.errors = errors
  }
}

/** 422 as GitHub words it for one field. */
export function invalidField(error: FieldError): Refusal {
  return new Refusal(422, 'Validation Failed', {}, [error])
}

export function notFound(): Refusal {
  return new Refusal(404, 'Not Found')
}
