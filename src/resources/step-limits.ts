/** Where nobody says otherwise: steps of a case in a Chain, and how often a Prompt with tools is asked in one turn. */
export const stepLimits = { chain: 20, prompt: 8 } as const
