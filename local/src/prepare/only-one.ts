import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'

import { z } from 'zod'

import { CannotStart } from '../embedded/cannot-start.ts'

const running = z.object({ pid: z.number().int(), born: z.string(), dashboard: z.string() })

/** When a process was born: a pid alone may be another program's by now. Empty when there is no such process. */
const birthOf = (pid: number): string => {
  try {
    if (fs.existsSync('/proc/self/stat')) {
      const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
      return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
    }
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()
  } catch {
    return '' // no such process
  }
}

const fileIn = (dataFolder: string) => path.join(dataFolder, 'running.json')

/** Says who runs on these data, if anyone does. */
export const whoRuns = (dataFolder: string): z.infer<typeof running> | undefined => {
  const file = fileIn(dataFolder)
  if (!fs.existsSync(file)) return undefined
  const written = running.safeParse(JSON.parse(fs.readFileSync(file, 'utf8') || 'null'))
  if (!written.success) return undefined
  return birthOf(written.data.pid) === written.data.born ? written.data : undefined
}

/** Two platforms on the same data would ruin them. Answers how to let go. */
export const refuseSecond = (dataFolder: string, dashboard: string): (() => void) => {
  const other = whoRuns(dataFolder)
  if (other)
    throw new CannotStart(
      `Staygraph already runs from this folder (process ${other.pid})`,
      `Its dashboard is ${other.dashboard}. End it with Ctrl-C where it was started, or \`kill ${other.pid}\`.`,
    )
  const file = fileIn(dataFolder)
  fs.rmSync(file, { force: true }) // what a killed run left
  fs.writeFileSync(file, JSON.stringify({ pid: process.pid, born: birthOf(process.pid), dashboard }), { flag: 'wx' })
  return () => fs.rmSync(file, { force: true })
}
