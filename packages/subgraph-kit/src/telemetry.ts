import { randomFillSync } from 'node:crypto'

import {
  context,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Attributes,
  type Context,
  type Span,
  type SpanOptions,
  type Tracer,
} from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { W3CTraceContextPropagator } from '@opentelemetry/core'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace'

/** What travels with a request or a job so that the next process continues its trace (W3C Trace Context). */
export type TraceCarrier = { traceparent?: string; tracestate?: string }

const tracer = trace.getTracer('staygraph')

export type TelemetryOptions = {
  /** The collector, by OTLP over HTTP. Undefined: nothing is collected; ids are handed on and stand in the log. */
  OTEL_EXPORTER_OTLP_ENDPOINT?: string | undefined
  /** Which part of the traces that begin here is collected, from 0 to 1. Those that come from elsewhere were decided on there. */
  OTEL_TRACES_SAMPLER_ARG: number
}

/**
 * Spans are made by hand where a process is entered and left (request, command, job, fetch, statement), not by patching
 * every library: start-up stays fast and the cost is seen in the code. Whether a trace is collected is decided once, where
 * it begins; what is not costs its ids.
 */
export function startTelemetry(service: string, options: TelemetryOptions) {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: collectorUrl, OTEL_TRACES_SAMPLER_ARG: ratio } = options
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  propagation.setGlobalPropagator(new W3CTraceContextPropagator())
  if (!collectorUrl) {
    trace.setGlobalTracerProvider({ getTracer: () => unseen })
    return { stop: async () => {} }
  }
  const exporter = new OTLPTraceExporter({ url: `${collectorUrl.replace(/\/$/, '')}/v1/traces` })
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': service }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
    spanProcessors: [new BatchSpanProcessor({ exporter, scheduledDelayMillis: 1_000 })],
  })
  trace.setGlobalTracerProvider(provider)
  return { stop: () => provider.shutdown() }
}

/** Ids by chance, from bytes that are drawn many at a time: writing numbers in hexadecimal is the dearest part of a span that nobody collects. */
const drawn = Buffer.alloc(8_192)
let used = drawn.length
function digits(bytes: 8 | 16): string {
  if (used + bytes > drawn.length) {
    randomFillSync(drawn)
    used = 0
  }
  used += bytes
  return drawn.toString('hex', used - bytes, used)
}

/** Spans that nobody collects: they carry their trace on, for the logs, and keep nothing. */
const unseen: Tracer = {
  startSpan: (_name, _options, within = context.active()) => {
    const parent = trace.getSpanContext(within)
    return trace.wrapSpanContext({
      traceId: parent?.traceId ?? digits(16),
      spanId: digits(8),
      traceFlags: parent?.traceFlags ?? TraceFlags.NONE,
    })
  },
  startActiveSpan: <F extends (span: Span) => unknown>(
    name: string,
    ...rest: [F] | [SpanOptions, F] | [SpanOptions, Context, F]
  ) => {
    const work = rest.at(-1) as F
    const [options, within = context.active()] =
      rest.length === 3 ? [rest[0], rest[1]] : [rest.length === 2 ? rest[0] : {}]
    const span = unseen.startSpan(name, options, within)
    return context.with(trace.setSpan(within, span), () => work(span) as ReturnType<F>)
  },
}

/** The carrier that continues the current trace elsewhere. */
export function outgoingTrace(): TraceCarrier {
  const carrier: TraceCarrier = {}
  propagation.inject(context.active(), carrier)
  return carrier
}

/**
 * Asks another process: in a span of its own where the trace is collected. Elsewhere nobody would see it, and whoever is
 * asked goes on from the span that we are in. `trace` is to be sent.
 */
export function asking<T>(name: string, ask: (trace: TraceCarrier) => Promise<T>): Promise<T> {
  const span = trace.getActiveSpan()
  if (span?.isRecording()) return inSpan(name, { kind: SpanKind.CLIENT }, () => ask(outgoingTrace()))
  return ask(span ? { traceparent: carried(span) } : {})
}
const carried = (span: Span) => {
  const { traceId, spanId, traceFlags } = span.spanContext()
  return `00-${traceId}-${spanId}-0${traceFlags.toString(16)}`
}

type WorkOptions = { kind?: SpanKind; attributes?: Attributes; from?: TraceCarrier; links?: TraceCarrier[] }

/** The spans that carriers name, for a span that does work of several traces. */
const linksTo = (carriers: TraceCarrier[]) =>
  carriers.flatMap((carrier) => {
    const span = trace.getSpanContext(propagation.extract(ROOT_CONTEXT, carrier))
    return span ? [{ context: span }] : []
  })

/** Runs `work` in a span, a child of `from` when it came from another process, else of the current span; `links`: other traces it is done for. */
export async function inSpan<T>(
  name: string,
  { kind = SpanKind.INTERNAL, attributes = {}, from, links = [] }: WorkOptions,
  work: (span: Span) => Promise<T>,
): Promise<T> {
  const parent = from ? propagation.extract(context.active(), from) : context.active()
  return tracer.startActiveSpan(name, { kind, attributes, links: linksTo(links) }, parent, async (span) => {
    try {
      return await work(span)
    } catch (error) {
      // Its message may tell of people: the log has it, redacted, under this trace's id.
      span.setAttribute('error.type', error instanceof Error ? error.name : 'unknown')
      span.setStatus({ code: SpanStatusCode.ERROR })
      throw error
    } finally {
      span.end()
    }
  })
}

/** Begins a span of what is going on, if that is collected: for work too small and too frequent to have one otherwise. */
export function spanIfCollected(name: string, options: SpanOptions): Span | undefined {
  return trace.getActiveSpan()?.isRecording() ? tracer.startSpan(name, options) : undefined
}

/** Does work as a part of a span. */
export const within = <T>(span: Span, work: () => T): T => context.with(trace.setSpan(context.active(), span), work)

/** Ends a span of work that failed, with no word of the error: it may tell of people. */
export function endFailed(span: Span, failed: boolean) {
  if (failed) span.setStatus({ code: SpanStatusCode.ERROR })
  span.end()
}

export { SpanKind, type Span } from '@opentelemetry/api'
