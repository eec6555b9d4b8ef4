import { z } from 'zod'

/** A piece of work of one process, as it told of it. Times are milliseconds since 1970. */
export interface Span {
  traceId: string
  spanId: string
  parentSpanId: string | undefined
  service: string
  name: string
  from: number
  to: number
  failed: boolean
  /** What it says of itself, such as the text of a statement. */
  says: string
  /** It belongs to another trace, and did this one's work along with it. */
  along: boolean
}

const nanoseconds = z.union([z.string(), z.number()]).transform((value) => Number(value) / 1e6)
const value = z.looseObject({}).transform((one) => {
  const [said] = Object.values(one)
  return typeof said === 'string' ? said : JSON.stringify(said ?? '')
})
const attributes = z.array(z.object({ key: z.string(), value })).default([])
const id = z.string().regex(/^[0-9a-f]{16,32}$/i)
const told = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes }).optional(),
      scopeSpans: z.array(
        z.object({
          spans: z.array(
            z.object({
              traceId: id,
              spanId: id,
              parentSpanId: z.string().optional(),
              name: z.string(),
              startTimeUnixNano: nanoseconds,
              endTimeUnixNano: nanoseconds,
              attributes,
              links: z.array(z.object({ traceId: id })).default([]),
              status: z.object({ code: z.number().optional() }).optional(),
            }),
          ),
        }),
      ),
    }),
  ),
})

const mostTraces = 200
const mostSpans = 3_000

export type Traces = ReturnType<typeof keepTraces>

/** Keeps the latest traces that processes tell of, by OTLP over HTTP in JSON, for whoever sits at this machine. */
export const keepTraces = () => {
  const kept = new Map<string, Span[]>()
  const add = (span: Span) => {
    const spans = kept.get(span.traceId) ?? []
    kept.set(span.traceId, spans)
    if (spans.length < mostSpans) spans.push(span)
    for (const oldest of kept.keys()) {
      if (kept.size <= mostTraces) break
      kept.delete(oldest)
    }
  }
  return {
    /** False: it is not what a collector is told. */
    take(body: unknown): boolean {
      const read = told.safeParse(body)
      if (!read.success) return false
      for (const { resource, scopeSpans } of read.data.resourceSpans) {
        const service = resource?.attributes.find(({ key }) => key === 'service.name')?.value ?? '?'
        for (const span of scopeSpans.flatMap(({ spans }) => spans)) {
          const { traceId, spanId, name, links } = span
          const known = {
            spanId,
            name,
            service,
            from: span.startTimeUnixNano,
            to: span.endTimeUnixNano,
            failed: span.status?.code === 2,
            says: span.attributes
              .filter(({ key }) => key !== 'db.system.name')
              .map(({ key, value: of }) => (key === 'db.query.text' ? of : `${key}=${of}`))
              .join('  '),
          }
          add({ ...known, traceId, parentSpanId: span.parentSpanId || undefined, along: false })
          const others = new Set(links.map((link) => link.traceId))
          others.delete(traceId)
          for (const other of others) add({ ...known, traceId: other, parentSpanId: undefined, along: true })
        }
      }
      return true
    },
    /** The newest first. */
    all: (): Span[][] => [...kept.values()].toReversed(),
    find: (traceId: string): Span[] | undefined => kept.get(traceId),
  }
}

export interface Row extends Span {
  depth: number
}

/** A trace as it is read: what was done for something stands below it, in the order it began. */
export const inOrder = (spans: readonly Span[]): Row[] => {
  const known = new Set(spans.map(({ spanId }) => spanId))
  const below = Map.groupBy(
    spans.toSorted((one, other) => one.from - other.from),
    ({ parentSpanId }) => (parentSpanId !== undefined && known.has(parentSpanId) ? parentSpanId : ''),
  )
  const seen = new Set<Span>()
  const rows = (parent: string, depth: number): Row[] =>
    (below.get(parent) ?? []).flatMap((span) => {
      if (seen.has(span)) return []
      seen.add(span)
      return [{ ...span, depth }, ...rows(span.spanId, depth + 1)]
    })
  return rows('', 0)
}

/**
 * Where on a line from 0 to 1 a moment of a trace is. A job may run seconds after the request that asked for it: times
 * in which nothing was done are shown short.
 */
export const lineOf = (spans: readonly Span[]): ((at: number) => number) => {
  const busy: { from: number; to: number }[] = []
  for (const { from, to } of spans.toSorted((one, other) => one.from - other.from)) {
    const last = busy.at(-1)
    if (last && from <= last.to) last.to = Math.max(last.to, to)
    else busy.push({ from, to })
  }
  const worked = busy.reduce((sum, { from, to }) => sum + to - from, 0)
  const mostIdle = Math.max(worked * 0.06, 0.01)
  const pieces = busy.map((piece, n) => ({ ...piece, idle: n === 0 ? 0 : Math.min(mostIdle, piece.from - (busy[n - 1]?.to ?? 0)) })) // prettier-ignore
  const whole = worked + pieces.reduce((sum, { idle }) => sum + idle, 0) || 1
  return (at) => {
    let walked = 0
    for (const { from, to, idle } of pieces) {
      walked += idle
      if (at <= to) return (walked + Math.max(0, at - from)) / whole
      walked += to - from
    }
    return 1
  }
}
