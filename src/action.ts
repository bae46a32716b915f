import { main } from './action/main.ts'
import { runStep } from './action/run-step.ts'
import { keepHeapSmall } from './adapters/heap-growth.ts'

keepHeapSmall([...process.execArgv, process.env['NODE_OPTIONS']].join(' '))
await runStep(main)
