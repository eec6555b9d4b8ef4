import { randomUUID } from 'node:crypto'

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
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'

/** What travels with a request or a job so that the next process continues its trace (W3C Trace Context). */
export type TraceCarrier = { traceparent?: string; tracestate?: string }

const tracer = trace.getTracer('staygraph')

/**
 * Spans are made by hand where a process is entered and left (request, command, job, subgraph fetch), never by patching
 * libraries: start-up stays fast and the cost is seen in the code. They are exported only when a collector is named.
 */
export function startTelemetry(service: string, collectorUrl?: string) {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  propagation.setGlobalPropagator(new W3CTraceContextPropagator())
  if (!collectorUrl) {
    trace.setGlobalTracerProvider({ getTracer: () => unseen })
    return { stop: async () => {} }
  }
  const exporter = new OTLPTraceExporter({ url: `${collectorUrl.replace(/\/$/, '')}/v1/traces` })
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': service }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  })
  trace.setGlobalTracerProvider(provider)
  return { stop: () => provider.shutdown() }
}

const randomHex = (digits: number) => randomUUID().replaceAll('-', '').slice(0, digits)

/** Spans that nobody collects: they carry their trace on, for the logs, and keep nothing. */
const unseen: Tracer = {
  startSpan: (_name, _options, within = context.active()) =>
    trace.wrapSpanContext({
      traceId: trace.getSpanContext(within)?.traceId ?? randomHex(32),
      spanId: randomHex(16),
      traceFlags: TraceFlags.SAMPLED,
    }),
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
      span.recordException(error as Error)
      span.setStatus({ code: SpanStatusCode.ERROR })
      throw error
    } finally {
      span.end()
    }
  })
}

export { SpanKind } from '@opentelemetry/api'
