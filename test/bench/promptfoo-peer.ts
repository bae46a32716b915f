/**
 * The same cases through promptfoo's `evaluate()`: same server, same concurrency, same assertion, no cache, no telemetry.
 *   node promptfoo-peer.ts URL CASES
 */
import { concurrency, question } from './eval-project.ts'

Object.assign(process.env, {
  PROMPTFOO_DISABLE_TELEMETRY: '1',
  PROMPTFOO_DISABLE_UPDATE: '1',
  PROMPTFOO_CACHE_ENABLED: 'false',
  PROMPTFOO_CONFIG_DIR: process.cwd(),
  PROMPTFOO_DISABLE_ADAPTIVE_SCHEDULER: 'true',
  LOG_LEVEL: 'silent',
  METADATA_SERVER_DETECTION: 'none',
  OPENAI_API_KEY: 'none',
})
const [url = '', cases = '0'] = process.argv.slice(2)
const { evaluate } = await import('promptfoo')
const summary = await evaluate(
  {
    prompts: ['Answer in one sentence: {{question}}'],
    providers: [{ id: 'openai:chat:mini', config: { apiBaseUrl: url } }],
    tests: Array.from({ length: Number(cases) }, (_, at) => ({
      vars: { question: question(at) },
      assert: [{ type: 'icontains', value: 'days' }],
    })),
    writeLatestResults: false,
  },
  { maxConcurrency: concurrency, cache: false, silent: true, showProgressBar: false } as Parameters<typeof evaluate>[1],
)
const { results } = summary as unknown as { readonly results: readonly { readonly success: boolean }[] }
const passed = results.filter(({ success }) => success).length
process.exit(passed === Number(cases) ? 0 : 1)
