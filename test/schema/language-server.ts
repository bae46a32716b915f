import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Zero-based, as the Language Server Protocol has it. */
export interface Position {
  readonly line: number
  readonly character: number
}

/** An editor's view of a YAML file: the real `yaml-language-server`, over stdio. */
export interface LanguageServer extends AsyncDisposable {
  /** Opens a file by its text. */
  open(text: string): Promise<OpenFile>
}

export interface OpenFile {
  /** Labels of what can be completed, in order. */
  complete(at: Position): Promise<readonly string[]>
  /** What is shown beside the pointer; `''` where nothing is. */
  hover(at: Position): Promise<string>
  /** Messages of the problems that the editor underlines. */
  problems(): Promise<readonly string[]>
}

interface Message {
  readonly id?: number
  readonly method?: string
  readonly params?: Params
  readonly result?: unknown
  readonly error?: { readonly message: string }
}

interface Params {
  readonly uri?: string
  readonly diagnostics?: readonly { readonly message: string }[]
  readonly items?: readonly { readonly section: string }[]
}

/** Beside the module that the package names as its own. */
const program = fileURLToPath(new URL('../../bin/yaml-language-server', import.meta.resolve('yaml-language-server')))
const settings = { validate: true, hover: true, completion: true, schemaStore: { enable: false } }

/** Starts the language server with the schema (a URL) that an editor's `yaml.schemas` gives every YAML file. */
export async function startLanguageServer(schema: string): Promise<LanguageServer> {
  const child = spawn(process.execPath, [program, '--stdio'], { env: { PATH: process.env['PATH'] } })
  const connection = connect(child, { ...settings, schemas: { [schema]: ['*.yaml'] } })
  await connection.ask('initialize', { processId: process.pid, rootUri: null, capabilities: {} })
  connection.tell('initialized', {})
  await connection.configured
  let files = 0
  return {
    async open(text) {
      const uri = `file:///editor/${(files += 1)}.yaml`
      const problems = connection.problemsOf(uri)
      connection.tell('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text } })
      return openFile(uri, connection, problems)
    },
    async [Symbol.asyncDispose]() {
      await connection.ask('shutdown', {})
      connection.tell('exit', {})
      child.stdin.end()
    },
  }
}

function openFile(uri: string, connection: Connection, problems: Promise<readonly string[]>): OpenFile {
  const textDocument = { uri }
  return {
    async complete(position) {
      const found = await connection.ask('textDocument/completion', { textDocument, position })
      return (found as { items: readonly { label: string }[] }).items.map(({ label }) => label)
    },
    async hover(position) {
      const found = await connection.ask('textDocument/hover', { textDocument, position })
      return (found as { contents: { value: string } } | null)?.contents.value ?? ''
    },
    problems: () => problems,
  }
}

interface Connection {
  /** When the server has asked for its settings. */
  readonly configured: Promise<void>
  ask(method: string, params: object): Promise<unknown>
  tell(method: string, params: object): void
  /** The first that the server says of a file. */
  problemsOf(uri: string): Promise<readonly string[]>
}

function connect(child: ChildProcessWithoutNullStreams, yaml: object): Connection {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  const published = new Map<string, PromiseWithResolvers<readonly string[]>>()
  const configured = Promise.withResolvers<void>()
  const send = (message: object): void => {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message })
    child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
  }
  const answered = ({ id = -1, result, error }: Message): void => {
    if (error === undefined) waiting.get(id)?.resolve(result)
    else waiting.get(id)?.reject(new Error(error.message))
  }
  const receive = (message: Message): void => {
    const { id, method, params } = message
    if (method === undefined) answered(message)
    else if (method === 'textDocument/publishDiagnostics') {
      published.get(params?.uri ?? '')?.resolve((params?.diagnostics ?? []).map((one) => one.message))
    } else if (method === 'workspace/configuration') {
      send({ id, result: params?.items?.map(({ section }) => (section === 'yaml' ? yaml : {})) })
      configured.resolve()
    } else if (id !== undefined) send({ id, result: null })
  }
  readMessages(child, receive)
  let asked = 0
  return {
    configured: configured.promise,
    ask(method, params) {
      const answer = Promise.withResolvers<unknown>()
      waiting.set((asked += 1), answer)
      send({ id: asked, method, params })
      return answer.promise
    },
    tell: (method, params) => send({ method, params }),
    problemsOf(uri) {
      const found = Promise.withResolvers<readonly string[]>()
      published.set(uri, found)
      return found.promise
    },
  }
}

/** Cuts what arrives into messages by their lengths. */
function readMessages(child: ChildProcessWithoutNullStreams, receive: (message: Message) => void): void {
  let buffer = Buffer.alloc(0)
  child.stdout.on('data', (chunk: Buffer) => {
    buffer = Buffer.concat([buffer, chunk])
    for (;;) {
      const start = buffer.indexOf('\r\n\r\n') + 4
      const length = Number(/Content-Length: (\d+)/i.exec(buffer.subarray(0, start).toString())?.[1])
      if (start < 4 || buffer.length < start + length) return
      receive(JSON.parse(buffer.subarray(start, start + length).toString()) as Message)
      buffer = buffer.subarray(start + length)
    }
  })
}
