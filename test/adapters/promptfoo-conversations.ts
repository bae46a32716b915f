import type { ChatRequest, Message, MediumPart } from '../../src/evaluation/call.ts'
import type { ProviderType } from '../rig/providers/bindings.ts'

const description = 'Looks an order up: {{ env.HOME }}'
const loose = { type: 'object', properties: { order: { type: 'string', default: 'file://planted.txt' } } }
const closed = { type: 'object', properties: {}, required: [], additionalProperties: false }

export const tools: NonNullable<ChatRequest['tools']> = [
  { name: 'look_up', description, parameters: loose },
  { name: 'now', parameters: closed },
]

/** Two calls in one answer, and one more with something said. */
export const called: readonly Message[] = [
  { role: 'system', content: 'Be brief.' },
  { role: 'user', content: 'Where is A-1?' },
  {
    role: 'assistant',
    content: '',
    calls: [
      { id: 'call00001', name: 'look_up', arguments: '{"order": "A-1"}' },
      { id: 'call00002', name: 'now', arguments: 'no JSON' },
    ],
  },
  { role: 'tool', id: 'call00001', content: '{"place": "Bonn"}' },
  { role: 'tool', id: 'call00002', content: 'noon' },
  { role: 'assistant', content: 'Once more.', calls: [{ id: 'call00003', name: 'now', arguments: '{}' }] },
  { role: 'tool', id: 'call00003', content: 'one' },
]

const input = { order: 'A-1' }

/** The messages of `called` as each API has them, the system's not among them. */
export const calledAs: { readonly [T in ProviderType]: readonly object[] } = {
  anthropic: [
    { role: 'user', content: [{ type: 'text', text: 'Where is A-1?' }] },
    {
      role: 'assistant',
      content: [
        { type: 'tool_use', id: 'call00001', name: 'look_up', input },
        { type: 'tool_use', id: 'call00002', name: 'now', input: {} },
      ],
    },
    {
      role: 'user',
      content: [
        { type: 'tool_result', tool_use_id: 'call00001', content: '{"place": "Bonn"}' },
        { type: 'tool_result', tool_use_id: 'call00002', content: 'noon' },
      ],
    },
    {
      role: 'assistant',
      content: [
        { type: 'text', text: 'Once more.' },
        { type: 'tool_use', id: 'call00003', name: 'now', input: {} },
      ],
    },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'call00003', content: 'one' }] },
  ],
  azure: inOpenAIsWords(),
  bedrock: [
    { role: 'user', content: [{ text: 'Where is A-1?' }] },
    {
      role: 'assistant',
      content: [
        { toolUse: { toolUseId: 'call00001', name: 'look_up', input } },
        { toolUse: { toolUseId: 'call00002', name: 'now', input: {} } },
      ],
    },
    {
      role: 'user',
      content: [
        { toolResult: { toolUseId: 'call00001', content: [{ text: '{"place": "Bonn"}' }] } },
        { toolResult: { toolUseId: 'call00002', content: [{ text: 'noon' }] } },
      ],
    },
    {
      role: 'assistant',
      content: [{ text: 'Once more.' }, { toolUse: { toolUseId: 'call00003', name: 'now', input: {} } }],
    },
    { role: 'user', content: [{ toolResult: { toolUseId: 'call00003', content: [{ text: 'one' }] } }] },
  ],
  google: [
    { role: 'user', parts: [{ text: 'Where is A-1?' }] },
    {
      role: 'model',
      parts: [{ functionCall: { name: 'look_up', args: input } }, { functionCall: { name: 'now', args: {} } }],
    },
    {
      role: 'user',
      parts: [
        { functionResponse: { name: 'look_up', response: { place: 'Bonn' } } },
        { functionResponse: { name: 'now', response: { output: 'noon' } } },
      ],
    },
    { role: 'model', parts: [{ text: 'Once more.' }, { functionCall: { name: 'now', args: {} } }] },
    { role: 'user', parts: [{ functionResponse: { name: 'now', response: { output: 'one' } } }] },
  ],
  mistral: inOpenAIsWords(),
  ollama: [
    { role: 'user', content: 'Where is A-1?' },
    {
      role: 'assistant',
      content: '',
      tool_calls: [{ function: { name: 'look_up', arguments: input } }, { function: { name: 'now', arguments: {} } }],
    },
    { role: 'tool', tool_name: 'look_up', content: '{"place": "Bonn"}' },
    { role: 'tool', tool_name: 'now', content: 'noon' },
    { role: 'assistant', content: 'Once more.', tool_calls: [{ function: { name: 'now', arguments: {} } }] },
    { role: 'tool', tool_name: 'now', content: 'one' },
  ],
}

function inOpenAIsWords(): readonly object[] {
  const call = (id: string, name: string, written: string) => {
    return { id, type: 'function', function: { name, arguments: written } }
  }
  return [
    { role: 'user', content: 'Where is A-1?' },
    {
      role: 'assistant',
      content: null,
      tool_calls: [call('call00001', 'look_up', '{"order": "A-1"}'), call('call00002', 'now', 'no JSON')],
    },
    { role: 'tool', tool_call_id: 'call00001', content: '{"place": "Bonn"}' },
    { role: 'tool', tool_call_id: 'call00002', content: 'noon' },
    { role: 'assistant', content: 'Once more.', tool_calls: [call('call00003', 'now', '{}')] },
    { role: 'tool', tool_call_id: 'call00003', content: 'one' },
  ]
}

function declared(last: object): readonly object[] {
  return [
    { type: 'function', function: { name: 'look_up', description, parameters: loose } },
    { type: 'function', function: { name: 'now', parameters: closed, ...last } },
  ]
}

export const declaredAs: { readonly [T in ProviderType]: object } = {
  anthropic: {
    tools: [
      { name: 'look_up', description, input_schema: loose },
      { name: 'now', input_schema: closed },
    ],
  },
  azure: { tools: declared({ strict: true }) },
  bedrock: {
    toolConfig: {
      tools: [
        { toolSpec: { name: 'look_up', description, inputSchema: { json: loose } } },
        { toolSpec: { name: 'now', inputSchema: { json: closed } } },
      ],
    },
  },
  google: {
    tools: [
      {
        functionDeclarations: [
          { name: 'look_up', description, parametersJsonSchema: loose },
          { name: 'now', parametersJsonSchema: closed },
        ],
      },
    ],
  },
  mistral: { tools: declared({}) },
  ollama: { tools: declared({}) },
}

export const picture: MediumPart = { type: 'image', url: 'data:image/png;base64,AAAA', digest: 'sha256:1' }
export const sound: MediumPart = { type: 'audio', url: 'data:audio/mpeg;base64,BBBB', digest: 'sha256:2' }
export const paper: MediumPart = { type: 'file', url: 'data:application/pdf;base64,CCCC', digest: 'sha256:3' }

/** What each API is shown beside a text, and how it stands there. */
export const shownAs: { readonly [T in ProviderType]: readonly (readonly [MediumPart, object])[] } = {
  anthropic: [
    [picture, { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAA' } }],
    [paper, { type: 'document', source: { type: 'base64', media_type: 'application/pdf', data: 'CCCC' } }],
  ],
  azure: [
    [picture, { type: 'image_url', image_url: { url: picture.url } }],
    [sound, { type: 'input_audio', input_audio: { data: 'BBBB', format: 'mp3' } }],
  ],
  bedrock: [
    [picture, { image: { format: 'png', source: { bytes: 'AAAA' } } }],
    [paper, { document: { format: 'pdf', name: 'document', source: { bytes: 'CCCC' } } }],
  ],
  google: [
    [picture, { inlineData: { mimeType: 'image/png', data: 'AAAA' } }],
    [sound, { inlineData: { mimeType: 'audio/mpeg', data: 'BBBB' } }],
    [paper, { inlineData: { mimeType: 'application/pdf', data: 'CCCC' } }],
  ],
  mistral: [[picture, { type: 'image_url', image_url: { url: picture.url } }]],
  ollama: [[picture, { images: ['AAAA'] }]],
}
