/** Makes much that lives for a while, and prints the bytes that V8 then sets aside for new objects. */
import { getHeapSpaceStatistics } from 'node:v8'
import { keepHeapSmall } from '../../src/adapters/heap-growth.ts'

keepHeapSmall(process.execArgv.join(' '))
const living: object[] = []
for (let made = 0; made < 3_000_000; made += 1) living[made % 400_000] = { made, also: [made] }
const newSpace = getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space')
process.stdout.write(String(living.length > 0 && newSpace?.space_size))
