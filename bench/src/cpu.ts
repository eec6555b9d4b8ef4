import { execFileSync } from 'node:child_process'
import fs from 'node:fs'

/** Clock ticks a second, in which the kernel counts (proc(5)); 100 on every Linux of today. */
const ticks = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))

/** Milliseconds of processor time a process has used so far, with its children, those that ended included. */
export const cpuMs = (pid: number): number => {
  const own = ticksOf(pid)
  if (own === null) return 0
  return (own * 1_000) / ticks + childrenOf(pid).reduce((sum, child) => sum + cpuMs(child), 0)
}

/** utime, stime, and of the children that were waited for cutime, cstime: fields 14 to 17 of /proc/<pid>/stat. */
const ticksOf = (pid: number): number | null => {
  const stat = readOrNull(`/proc/${pid}/stat`)
  if (stat === null) return null
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0)
}

export const childrenOf = (pid: number): number[] => {
  const threads = readdirOrNone(`/proc/${pid}/task`)
  return threads.flatMap((thread) =>
    (readOrNull(`/proc/${pid}/task/${thread}/children`) ?? '').split(' ').filter(Boolean).map(Number),
  )
}

/** A process may end while it is looked at: then it has no files. */
const readOrNull = (file: string) => {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    return null
  }
}
const readdirOrNone = (folder: string) => {
  try {
    return fs.readdirSync(folder)
  } catch {
    return []
  }
}
