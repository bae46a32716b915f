import { main } from './action/main.ts'
import { runStep } from './action/run-step.ts'

await runStep(main)
