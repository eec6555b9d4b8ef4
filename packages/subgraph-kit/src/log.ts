import { trace } from '@opentelemetry/api'
import pino, { type Logger, type LoggerOptions } from 'pino'

export type { Logger } from 'pino'

/** What no log line may carry, whoever logs the object it sits in. */
const secrets = [
  'authorization',
  'cookie',
  'set-cookie',
  'password',
  'apiKey',
  'refreshToken',
  'accessToken',
  'x-staygraph-identity',
]

let opened: ReturnType<typeof pino.destination> | undefined

/**
 * The process's own, for all its loggers. Lines leave together, at the latest after 20 ms and when the process ends: a
 * write for each would be the dearest part of logging. Only a process that is killed loses what it said last.
 */
function stdout() {
  if (opened) return opened
  const destination = pino.destination({ dest: 1, sync: true, minLength: 8_192, periodicFlush: 20 })
  process.on('exit', () => destination.flushSync())
  opened = destination
  return destination
}

let [at, time] = [0, '']
/** As pino's `isoTime`, written once for all lines of a millisecond. */
function isoTime(): string {
  const now = Date.now()
  if (now === at) return time
  at = now
  time = `,"time":"${new Date(now).toISOString()}"`
  return time
}

/**
 * JSON lines on stdout, one service a stream. Each line carries the trace id of the request or job it was written in,
 * so that one search in the central log shows a booking across gateway, subgraphs, queue and workers.
 */
export function createLogger(service: string, level = 'info'): Logger {
  const options: LoggerOptions = {
    level,
    base: { service },
    timestamp: isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: {
      paths: secrets.flatMap((name) => [`["${name}"]`, `*["${name}"]`]),
      censor: '[redacted]',
    },
    mixin() {
      const span = trace.getActiveSpan()?.spanContext()
      return span ? { traceId: span.traceId, spanId: span.spanId } : {}
    },
  }
  return pino(options, stdout())
}

/** For the line of each request: its few fields are chosen by us, and a search for secrets would cost more than the line. */
export const accessLog = (logger: Logger): Logger => logger.child({}, { redact: [] })
