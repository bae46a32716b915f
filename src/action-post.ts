import { post } from './action/post.ts'
import { runStep } from './action/run-step.ts'

await runStep(post)
