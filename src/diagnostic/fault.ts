/** The command line or its references make no sense: exit code 64. */
export class UsageFault extends Error {
  override readonly name = 'UsageFault'
}

/** Something outside could not be reached or read, so nothing can be said: exit code 3. */
export class IncompleteFault extends Error {
  override readonly name = 'IncompleteFault'
}
