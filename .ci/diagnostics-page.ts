import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { definitions } from '../src/diagnostic/definitions.ts'
import type { ProblemCode } from '../src/diagnostic/problem.ts'

const behaviours = new URL('../test/behaviour/', import.meta.url)

/** A directory of the behaviour tests, and what is expected of it: one block for each finding. */
interface Behaviour {
  /** Relative to `test/behaviour`. */
  readonly folder: string
  readonly name: string
  readonly blocks: readonly string[]
}

/** `.github/DIAGNOSTICS.md`: every problem that can be reported, with an example that the tests execute. */
export function diagnosticsPage(): string {
  const executed = ['validate', 'extends', 'import'].flatMap(behavioursOf)
  const codes = Object.keys(definitions) as ProblemCode[]
  return `<!-- Made by .ci/generate.ts from src/diagnostic/words/ and test/behaviour/. Do not edit. -->
# Diagnostics

Every problem that \`llmops\` reports about what stands in a repository has a code that does not change, a place, and something to do.
An **error** makes the project invalid (exit code 2). Most are errors of shape or reference: something would not work, or not as it reads.
Others *judge* what would work. The Project sets how severe those are, and a line may be excused from one that is no error, with a reason:

\`\`\`yaml
rules: {suite-too-small: off, judge-is-judged: error}            # in the Project; on a pull request the stricter of base and head counts
---
input: [question, customer]    # llmops-ignore unused-input: the application sends it already
\`\`\`

| code | severity | |
|---|---|---|
${codes.map(row).join('\n')}

${codes.map((code) => section(code, executed)).join('\n\n')}
`
}

function behavioursOf(command: string): readonly Behaviour[] {
  const folder = new URL(`${command}/`, behaviours)
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => existsSync(new URL(`${name}/expected.txt`, folder)))
    .sort()
    .map((name) => {
      const text = readFileSync(new URL(`${name}/expected.txt`, folder), 'utf8')
      const blocks = text.split(/^(?=(?:error|warning|note|ignored)\[)/m).filter((block) => block !== '')
      return { folder: `${command}/${name}`, name, blocks }
    })
}

function row(code: ProblemCode): string {
  const { judges, imports, means } = definitions[code]
  return `| [\`${code}\`](#${code}) | ${judges ?? imports ?? 'error'}${judges === undefined ? '' : ', by `rules`'} | ${firstSentence(means)} |`
}

function firstSentence(text: string): string {
  return /^.*?[.](?= |$)/.exec(text)?.[0] ?? text
}

function section(code: ProblemCode, executed: readonly Behaviour[]): string {
  const { means, mend } = definitions[code]
  const shown = example(code, executed)
  if (shown === undefined) return [`## ${code}`, means, `**To do:** ${mend}`].join('\n\n') // a test fails
  return [
    `## ${code}`,
    means,
    `\`\`\`\n${shown.block.trimEnd()}\n\`\`\``,
    `**To do:** ${mend} Shown by [${shown.name.replaceAll('-', ' ')}](../test/behaviour/${shown.folder}).`,
  ].join('\n\n')
}

/** From the directory that is about the code: the one with the fewest other findings, then the shortest. */
function example(
  code: ProblemCode,
  executed: readonly Behaviour[],
): (Omit<Behaviour, 'blocks'> & { readonly block: string }) | undefined {
  const found = executed.flatMap(({ folder, name, blocks }) => {
    const block = blocks.find((one) => /^\w+\[([\w-]+)\]/.exec(one)?.[1] === code)
    const others = blocks.filter((one) => !one.includes(`[${code}]: `)).length
    return block === undefined ? [] : [{ folder, name, block, others }]
  })
  return found.toSorted((a, b) => a.others - b.others || a.block.length - b.block.length)[0]
}
