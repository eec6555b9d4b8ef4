import type { IncomingHttpHeaders } from 'node:http'

import type { Viewer } from '@staygraph/subgraph-kit/identity'
import type { TraceCarrier } from '@staygraph/subgraph-kit/telemetry'

import type { IsDeveloper } from '../policies/developers.ts'

// The graph is entered here, so here it is decided once whether a trace is collected: all others follow. A client may
// name the trace that its request belongs to, and wish that it be collected.

export type TraceOptions = {
  /** Which part of all requests is collected. */
  ratio: number
  isDeveloper: IsDeveloper
  /** So many wishes of others than developers are fulfilled in a second: our own site has a switch, which anybody can find. */
  wishesASecond?: number
}

const usual = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/

/** The trace that a request goes on with. Of what the client sent, its ids alone are believed; `tracestate` ends here. */
export function whereTracesBegin({ ratio, isDeveloper, wishesASecond = 2 }: TraceOptions) {
  let second = 0
  let fulfilled = 0
  const fulfils = (viewer: Viewer, now: number) => {
    if (isDeveloper(viewer)) return true
    const current = Math.floor(now / 1_000)
    if (current !== second) {
      second = current
      fulfilled = 0
    }
    fulfilled += 1
    return fulfilled <= wishesASecond
  }
  return ({ traceparent }: IncomingHttpHeaders, viewer: Viewer, now: number): TraceCarrier => {
    const [, traceId, spanId, flags = '00'] = (typeof traceparent === 'string' && usual.exec(traceparent)) || []
    if (traceId === undefined || spanId === undefined) return {}
    const wished = (Number.parseInt(flags, 16) & 1) === 1
    const collected = (wished && fulfils(viewer, now)) || Math.random() < ratio
    return { traceparent: `00-${traceId}-${spanId}-${collected ? '01' : '00'}` }
  }
}
