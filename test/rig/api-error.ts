/** An answer that OpenAI would give as `{error: {message, type, param, code}}`. Thrown while a request is read. */
export class ApiError extends Error {
  readonly status: number
  readonly type: string
  readonly param: string | null
  readonly code: string | null

  constructor(status: number, message: string, detail: Partial<Pick<ApiError, 'type' | 'param' | 'code'>> = {}) {
    super(message)
    this.status = status
    this.type = detail.type ?? 'invalid_request_error'
    this.param = detail.param ?? null
    this.code = detail.code ?? null
  }

  get body(): object {
    return { error: { message: this.message, type: this.type, param: this.param, code: this.code } }
  }
}

/** The error that OpenAI documents for a status; for one it does not, a server error. */
export function errorOfStatus(status: number): ApiError {
  const known = documented[status]
  return known === undefined
    ? new ApiError(status, `The server answered with status ${status}.`, { type: 'server_error' })
    : new ApiError(status, ...known)
}

export function quotaError(): ApiError {
  const message = 'You exceeded your current quota, please check your plan and billing details.'
  return new ApiError(429, message, { type: 'insufficient_quota', code: 'insufficient_quota' })
}

export function wrongKeyError(key: string): ApiError {
  return new ApiError(401, `Incorrect API key provided: ${key.slice(0, 3)}***.`, { code: 'invalid_api_key' })
}

export function unknownModelError(model: string): ApiError {
  const message = `The model \`${model}\` does not exist or you do not have access to it.`
  return new ApiError(404, message, { code: 'model_not_found' })
}

type Words = [message: string, detail: Partial<Pick<ApiError, 'type' | 'param' | 'code'>>]

const documented: Readonly<Record<number, Words>> = {
  400: ["This model's maximum context length is 8192 tokens.", { param: 'messages', code: 'context_length_exceeded' }],
  401: ['Incorrect API key provided: sk-***.', { code: 'invalid_api_key' }],
  403: [
    'Country, region, or territory not supported',
    { type: 'request_forbidden', code: 'unsupported_country_region_territory' },
  ],
  404: ['The model `gone` does not exist or you do not have access to it.', { param: null, code: 'model_not_found' }],
  429: ['Rate limit reached for requests. Please try again.', { type: 'requests', code: 'rate_limit_exceeded' }],
  500: ['The server had an error while processing your request.', { type: 'server_error' }],
  503: ['The engine is currently overloaded, please try again later.', { type: 'server_error' }],
}
