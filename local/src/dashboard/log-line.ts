import { z } from 'zod'

/** A line of a process's log as a person reads it. */
export interface LogLine {
  /** HH:MM:SS of UTC, empty when the line does not say. */
  time: string
  level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'said'
  text: string
}

const numbers: Record<number, LogLine['level']> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'error',
  60: 'fatal',
}
const level = z.union([
  z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal']),
  z.number().transform((value) => numbers[value] ?? ('said' as const)),
])
const structured = z.looseObject({
  level,
  time: z.union([z.string(), z.number()]).optional(),
  msg: z.string().default(''),
})

/** What every line of a service says again, and the dashboard shows elsewhere. */
const known = new Set(['level', 'time', 'msg', 'service', 'name', 'pid', 'hostname', 'spanId'])

/** Reads pino's JSON; whatever else a process says is shown as it is. */
export const readLogLine = (line: string): LogLine => {
  const read = line.startsWith('{') ? structured.safeParse(parsed(line)) : undefined
  if (!read?.success) return { time: '', level: 'said', text: line }
  const { level: found, time, msg, ...rest } = read.data
  const more = Object.entries(rest).filter(([name]) => !known.has(name))
  const fields = more.map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
  const at = time === undefined ? undefined : new Date(time)
  const clock = at && !Number.isNaN(at.getTime()) ? at.toISOString().slice(11, 19) : ''
  return { time: clock, level: found, text: [msg, ...fields].join('  ').slice(0, 2_000) }
}

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
