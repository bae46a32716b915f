/** What a reader is ready to take in. Everything beyond is a diagnostic, never a slow or dead process. */
export const limits = {
  /** Bytes of one YAML file. */
  yamlBytes: 256 * 1024,
  /** Bytes of one text or JSON Schema that stands beside the YAML. */
  textBytes: 1024 * 1024,
  /** Bytes of one file of cases. */
  dataBytes: 16 * 1024 * 1024,
  /** Bytes of one picture, sound or document, and of all that belong to one resource. */
  mediaBytes: 5 * 1024 * 1024,
  allMediaBytes: 64 * 1024 * 1024,
  /** Files of one knowledge base, and their bytes. */
  knowledgeFiles: 5_000,
  knowledgeBytes: 32 * 1024 * 1024,
  /** Bytes of one file of recorded answers; a larger one is not one that a reviewer reads. */
  recordedBytes: 64 * 1024 * 1024,
  /** Bytes of one file of scores, such as a result with the outputs that differ. */
  scoreBytes: 64 * 1024 * 1024,
  /** YAML files of one project. */
  yamlFiles: 2_000,
  /** Bytes of all YAML files of one project: some 35,000 resources. */
  projectBytes: 16 * 1024 * 1024,
  /** Bytes of all that resources name, counted as often as it is named. */
  referencedBytes: 128 * 1024 * 1024,
  /** Errors of one file, or of one rule, that are told. */
  errors: 2_000,
  /** Steps of work that grows with the product of two sizes, such as cases times templates; some 10 million a second. */
  effort: 30_000_000,
  /** Comparisons of names for suggestions; each takes some microseconds. */
  comparisons: 100_000,
  /** Levels of mappings and lists in one another. */
  depth: 64,
} as const
