import { at, count, shortText, wholeUsage } from './json.ts'
import type { BindingOf, Protocol, Said } from './protocol.ts'

/** https://docs.ollama.com/api/chat */
export const ollama: Protocol<BindingOf<'ollama'>> = {
  provider: (model) => `ollama:chat:${model}`,
  path: () => '/api/chat',
  fields({ parameters, output }, model) {
    const { reasoningEffort: effort } = parameters
    if (effort === 'minimal') return 'reasoningEffort: minimal is not known here; there are none, low, medium and high'
    return {
      model,
      stream: false,
      think: effort === 'none' ? false : effort,
      format: output,
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
  settings: (fields) => ({ passthrough: fields, showThinking: false }),
  authorization: ({ key }) => (key === undefined ? {} : { authorization: `Bearer ${key}` }),
  read,
}

function read(body: unknown): Said | string {
  const text = at(body, 'message', 'content')
  if (typeof text !== 'string') return 'the reply has no message'
  return {
    text,
    finish: at(body, 'done_reason') === 'length' ? 'length' : 'stop',
    servedModel: shortText(at(body, 'model')),
    usage: wholeUsage([count(at(body, 'prompt_eval_count'))], 0, [count(at(body, 'eval_count'))]),
  }
}
