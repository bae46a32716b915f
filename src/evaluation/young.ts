/** Base is compared with what is asked now: an answer of it that is older is asked again. */
export const youngDays = 14
