import type { Answer } from '../../evaluation/call.ts'

/** What a reply says, before anybody has said how long it took. */
export type Said = Omit<Answer, 'latencyMs' | 'firstTokenMs'>
