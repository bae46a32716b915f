import type { OpenAI } from 'openai'
import type { ModelCall } from '../../evaluation/call.ts'
import { mediaIn } from '../../evaluation/chat.ts'
import { parametersNotInResponses } from '../../resources/not-taken.ts'
import { readCompletion } from '../http/read-completion.ts'
import type { Said } from '../http/said.ts'
import type { Assembly } from '../http/stream/assembly.ts'
import { chatAssembly } from '../http/stream/chat-assembly.ts'
import { until } from './bound-fetch.ts'
import { chatParameters } from './chat-parameters.ts'
import { readResponse } from './read-response.ts'
import { responsesAssembly } from './responses-assembly.ts'
import { responsesParameters } from './responses-parameters.ts'

/** One of OpenAI's APIs for chats. */
export interface ChatApi {
  /** Why the API cannot be asked a call; undefined where it can. */
  unasked(call: ModelCall): string | undefined
  ask(client: OpenAI, call: ModelCall, options: AskOptions): PromiseLike<unknown>
  /** The reply before its body is read. */
  stream(client: OpenAI, call: ModelCall, options: AskOptions): Promise<Response>
  assembly(): Assembly
  /** What a reply says, or what is wrong with it. */
  read(reply: unknown): Said | string
}

interface AskOptions {
  readonly origin: string
  readonly signal: AbortSignal
}

const chatCompletions: ChatApi = {
  unasked: () => undefined,
  ask: (client, call, { origin, signal }) =>
    client.chat.completions.create(chatParameters(call, origin), until(signal)),
  stream(client, call, { origin, signal }) {
    const streamed = { stream: true, stream_options: { include_usage: true } } as const
    return client.chat.completions.create({ ...chatParameters(call, origin), ...streamed }, until(signal)).asResponse()
  },
  assembly: chatAssembly,
  read: readCompletion,
}

const responses: ChatApi = {
  unasked({ request: { parameters, messages } }) {
    const untaken = parametersNotInResponses.find((parameter) => parameters[parameter] !== undefined)
    if (untaken !== undefined) return `the Responses API takes no ${untaken}`
    return mediaIn(messages).some(({ type }) => type === 'audio') ? 'the Responses API takes no sound' : undefined
  },
  ask: (client, call, { signal }) =>
    client.post<unknown>('/responses', { body: responsesParameters(call), ...until(signal) }),
  stream: (client, call, { signal }) =>
    client.responses.create({ ...responsesParameters(call), stream: true }, until(signal)).asResponse(),
  assembly: responsesAssembly,
  read: readResponse,
}

export function chatApiOf({ request }: ModelCall): ChatApi {
  return request.api === 'responses' ? responses : chatCompletions
}
