/** Configuration for our own Git children only, beside the user's: `http.https://github.com/.extraheader` to its value. */
export type GitConfig = Iterable<readonly [key: string, value: string]>

/**
 * The `GIT_*` variables that Git gets from the user's environment: how a remote is reached, where the user's configuration is,
 * and how far up a repository is looked for. All others stay out. They would say which repository, index, objects, refs or
 * attributes are read (in a hook Git sets some by itself), and with them a digest would be of something else.
 */
const passed =
  /^GIT_(SSH|SSH_COMMAND|SSH_VARIANT|ASKPASS|PROXY_COMMAND|ALLOW_PROTOCOL|PROTOCOL_FROM_USER|PROTOCOL|SSL_\w+|HTTP_\w+|CONFIG_GLOBAL|CONFIG_SYSTEM|CONFIG_NOSYSTEM|CEILING_DIRECTORIES|DISCOVERY_ACROSS_FILESYSTEM|EXEC_PATH)$/

/** Sections of configuration that may come from the environment, too: how a remote is reached, and whose folders are trusted. */
const passedKeys = /^(http|credential|url|safe|protocol)\.|^core\.(sshcommand|askpass|gitproxy)$/i

/** Where Git puts new objects, and where it finds those that are there. Absolute paths. */
export interface ObjectFolders {
  readonly added: string
  readonly existing: string
}

/** What a Git child gets beside the user's own environment. */
export interface GitSettings {
  readonly config?: GitConfig | undefined
  /** Default: the repository's own for both. */
  readonly objects?: ObjectFolders | undefined
}

/**
 * The environment of a Git child: no prompt, no pager, English messages, nothing that changes what is read; `config` comes
 * last, so that it wins where Git takes one value.
 */
export function gitEnvironment(
  env: NodeJS.ProcessEnv,
  { config = new Map(), objects }: GitSettings = {},
): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !name.startsWith('GIT_') || passed.test(name))
  return {
    ...Object.fromEntries(kept),
    ...configVariables([...configOf(env).filter(([key]) => passedKeys.test(key)), ...config]),
    ...(objects !== undefined && objectVariables(objects)),
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_PAGER: 'cat',
    LC_ALL: 'C',
  }
}

type ConfigEntry = readonly [key: string, value: string]

/** `GIT_CONFIG_COUNT`, `GIT_CONFIG_KEY_0`, `GIT_CONFIG_VALUE_0`, …; an incomplete pair, which Git refuses, is left out. */
function configOf(env: NodeJS.ProcessEnv): readonly ConfigEntry[] {
  const count = Math.min(Number(env['GIT_CONFIG_COUNT']) || 0, mostEntries)
  return Array.from({ length: count }, (_, index) => index).flatMap((index): readonly ConfigEntry[] => {
    const [key, value] = [env[`GIT_CONFIG_KEY_${index}`], env[`GIT_CONFIG_VALUE_${index}`]]
    return key === undefined || value === undefined ? [] : [[key, value]]
  })
}

const mostEntries = 1000

function configVariables(entries: readonly ConfigEntry[]): NodeJS.ProcessEnv {
  const numbered = entries.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ])
  return { GIT_CONFIG_COUNT: String(entries.length), ...Object.fromEntries(numbered) }
}

/** The list of alternates is separated by colons, unless quoted. */
function objectVariables({ added, existing }: ObjectFolders): NodeJS.ProcessEnv {
  return { GIT_OBJECT_DIRECTORY: added, GIT_ALTERNATE_OBJECT_DIRECTORIES: JSON.stringify(existing) }
}
