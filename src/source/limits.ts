/** What a reader is ready to take in. Everything beyond is a diagnostic, never a slow or dead process. */
export const limits = {
  /** Bytes of one YAML file. */
  yamlBytes: 256 * 1024,
  /** Bytes of one text or JSON Schema that stands beside the YAML. */
  textBytes: 1024 * 1024,
  /** Bytes of one file of cases. */
  dataBytes: 16 * 1024 * 1024,
  /** YAML files of one project. */
  yamlFiles: 2_000,
  /** Levels of mappings and lists in one another. */
  depth: 64,
} as const
