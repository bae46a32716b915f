import type { Message, ToolCall } from '../../../evaluation/call.ts'
import { mediaIn, textOfMessage } from '../../../evaluation/chat.ts'
import { mediumData } from '../../http/chat-messages.ts'
import { chatTool } from '../../http/chat-tools.ts'
import { at, count, type Fields, objectsIn, shortText, wholeUsage } from '../../http/json.ts'
import { vectorsIn } from '../../http/read-embeddings.ts'
import type { Said } from '../../http/said.ts'
import { ollamaAssembly } from './ollama-assembly.ts'
import type { BindingOf, Protocol } from './protocol.ts'
import { besideMessages, objectWritten, type Turn, turnsOf } from './turns.ts'

/** https://docs.ollama.com/api/chat */
export const ollama: Protocol<BindingOf<'ollama'>> = {
  provider: (model) => `ollama:chat:${model}`,
  path: () => '/api/chat',
  fields({ messages, parameters, output, tools }, model) {
    const { reasoningEffort: effort } = parameters
    if (effort === 'minimal') return 'reasoningEffort: minimal is not known here; there are none, low, medium and high'
    return {
      model,
      messages: turnsOf(messages).flatMap(messagesOf),
      stream: false,
      think: effort === 'none' ? false : effort,
      format: output,
      tools: tools?.map(chatTool),
      options: {
        temperature: parameters.temperature,
        top_p: parameters.topP,
        num_predict: parameters.maxTokens,
        seed: parameters.seed,
        stop: parameters.stop,
        frequency_penalty: parameters.frequencyPenalty,
        presence_penalty: parameters.presencePenalty,
      },
    }
  },
  settings: (fields) => ({ passthrough: besideMessages(fields), showThinking: false }),
  prompt: ({ messages }) => messages,
  authorization: ({ key }) => (key === undefined ? {} : { authorization: `Bearer ${key}` }),
  read,
  stream: { fields: { stream: true }, form: 'lines', assembly: ollamaAssembly },
  embedding: {
    path: () => '/api/embed',
    body: (model, texts) => ({ model, input: texts, truncate: false }),
    read(body, texts) {
      const vectors = vectorsIn(at(body, 'embeddings'), texts)
      if (typeof vectors === 'string') return vectors
      const usage = wholeUsage([count(at(body, 'prompt_eval_count'))], 0, [0])
      return { vectors, servedModel: shortText(at(body, 'model')), usage }
    },
  },
}

/** Pictures stand beside the text. Other media have no form here: validation refuses them. */
function messagesOf(turn: Turn): readonly Fields[] {
  if (turn.role === 'tool') {
    return turn.results.map(({ name, content }) => ({ role: 'tool', tool_name: name, content }))
  }
  const { role } = turn
  const images = imagesIn(turn)
  const calls = 'calls' in turn ? turn.calls : []
  const called = calls.map(({ name, arguments: written }) => ({
    function: { name, arguments: objectWritten(written) },
  }))
  return [
    {
      role,
      content: textOfMessage(turn),
      ...(images.length > 0 && { images }),
      ...(called.length > 0 && { tool_calls: called }),
    },
  ]
}

function imagesIn(message: Message): readonly string[] {
  return mediaIn([message]).map((medium) => mediumData(medium).data)
}

function read(body: unknown): Said | string {
  const text = at(body, 'message', 'content')
  if (typeof text !== 'string') return 'the reply has no message'
  const toolCalls = objectsIn(at(body, 'message', 'tool_calls')).map(callOf)
  return {
    text,
    ...(toolCalls.length > 0 && { toolCalls }),
    finish: at(body, 'done_reason') === 'length' ? 'length' : 'stop',
    servedModel: shortText(at(body, 'model')),
    usage: wholeUsage([count(at(body, 'prompt_eval_count'))], 0, [count(at(body, 'eval_count'))]),
  }
}

function callOf(call: Fields): ToolCall {
  return {
    name: String(at(call, 'function', 'name')),
    arguments: JSON.stringify(at(call, 'function', 'arguments') ?? {}),
  }
}
