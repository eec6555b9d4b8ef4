import { startGuarded } from '../embedded/guarded-process.ts'
import { onLines } from '../embedded/server.ts'

export interface ChildProgram {
  command: string
  args: string[]
  cwd: string
  env: NodeJS.ProcessEnv
  onLine?: (line: string) => void
  /** How many of its last lines are answered; 20 unless told. */
  keptLines?: number
  /** Aborting it ends the program. */
  signal: AbortSignal
}

/** Runs a program to its end. Answers its exit code and the last it said. */
export const runProgram = async (program: ChildProgram): Promise<{ code: number; said: string }> => {
  const { command, args, cwd, env, onLine, signal, keptLines = 20 } = program
  const running = startGuarded({ command, args, cwd, env, stopSignal: 'TERM', graceMs: 3_000 })
  const stop = () => void running.stop()
  signal.addEventListener('abort', stop, { once: true })
  const last: string[] = []
  onLines(running, (line) => {
    last.push(line)
    if (last.length > keptLines) last.shift()
    onLine?.(line)
  })
  const code = await running.exited
  signal.removeEventListener('abort', stop)
  return { code, said: last.join('\n') }
}
