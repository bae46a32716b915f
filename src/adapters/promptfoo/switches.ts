import { devNull } from 'node:os'

/**
 * The whole environment that promptfoo sees: its switches, and nothing of ours. It has no keys to leak, and no home: what
 * it would write under `/dev/null` cannot be written.
 */
export const switches: Readonly<Record<string, string>> = {
  PROMPTFOO_DISABLE_TEMPLATING: 'true',
  PROMPTFOO_DISABLE_TEMPLATE_ENV_VARS: 'true',
  PROMPTFOO_DISABLE_TELEMETRY: 'true',
  PROMPTFOO_DISABLE_REMOTE_GENERATION: 'true',
  PROMPTFOO_DISABLE_UPDATE: 'true',
  PROMPTFOO_DISABLE_SHARING: 'true',
  PROMPTFOO_CACHE_ENABLED: 'false',
  PROMPTFOO_CACHE_TYPE: 'memory',
  PROMPTFOO_CONFIG_DIR: `${devNull}/promptfoo`,
  PROMPTFOO_LOG_DIR: `${devNull}/promptfoo`,
  AWS_BEDROCK_MAX_RETRIES: '1',
  LOG_LEVEL: 'silent',
  METADATA_SERVER_DETECTION: 'none',
  HOME: devNull,
  NO_COLOR: '1',
}
