import { progressLine } from '../report/progress.ts'
import { isAutomated } from './show.ts'
import type { World } from './world.ts'

/** What of an output stream is used. */
export interface Output {
  write(text: string): unknown
  /** Absent or false: what is written stays, as in a file. */
  readonly isTTY?: boolean
  /** Of a terminal. */
  readonly columns?: number
}

/** Logs, and progress: a live line where somebody looks on, else lines of the log. */
export function tellingOn(output: Output, env: World['env']): Pick<World, 'log' | 'progress'> {
  const isWatched = output.isTTY === true && !isAutomated(env) && env['TERM'] !== 'dumb'
  return isWatched ? liveLine(output) : { log: (line) => output.write(`${line}\n`) }
}

const redrawMs = 200

/** Where a terminal does not say how wide it is. */
const usualColumns = 80

/** To the beginning of the line, and nothing after it. */
const erase = '\r\u001b[2K'

/** Progress as the last line of a terminal, drawn again and again. What is logged goes above it; at the end it is gone. */
function liveLine(terminal: Output): Pick<World, 'log' | 'progress'> {
  let isDrawn = false

  function clear(): void {
    if (isDrawn) terminal.write(erase)
    isDrawn = false
  }

  function draw(line: string): void {
    terminal.write(`${isDrawn ? erase : ''}${line.slice(0, (terminal.columns ?? usualColumns) - 1)}`) // a full line would wrap
    isDrawn = true
  }

  return {
    log(line) {
      clear()
      terminal.write(`${line}\n`)
    },
    progress(read) {
      const timer = setInterval(() => draw(progressLine(read())), redrawMs)
      return {
        [Symbol.dispose]: () => {
          clearInterval(timer)
          clear()
        },
      }
    },
  }
}
