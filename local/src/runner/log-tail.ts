import fs from 'node:fs'
import path from 'node:path'

export interface LogTail {
  write: (line: string) => void
  /** The newest lines, oldest first. */
  lines: () => string[]
  /** Calls back for each new line; answers how to end that. */
  follow: (listener: (line: string) => void) => () => void
  close: () => void
}

const keptLines = 400
const fileLimit = 20_000_000

/** A process's log: the newest lines in memory for the dashboard, all of them in a file that begins anew at 20 MB. */
export const createLogTail = (folder: string, name: string): LogTail => {
  fs.mkdirSync(folder, { recursive: true })
  const file = path.join(folder, `${name}.log`)
  if (fs.existsSync(file)) fs.renameSync(file, `${file}.1`)
  let stream = fs.createWriteStream(file, { flags: 'a' })
  let written = 0
  const lines: string[] = []
  const listeners = new Set<(line: string) => void>()
  return {
    write: (line) => {
      lines.push(line)
      if (lines.length > keptLines) lines.shift()
      written += line.length + 1
      if (written > fileLimit) {
        stream.end()
        fs.renameSync(file, `${file}.1`)
        stream = fs.createWriteStream(file, { flags: 'a' })
        written = 0
      }
      stream.write(`${line}\n`)
      for (const listener of listeners) listener(line)
    },
    lines: () => [...lines],
    follow: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => stream.end(),
  }
}
