import type { Logger } from '@staygraph/subgraph-kit/log'
import type { Span } from '@staygraph/subgraph-kit/telemetry'

import type { GatewayContext } from '../context.ts'
import { operationSeconds } from '../gateway-metrics.ts'
import { noOperation } from './operation-names.ts'
import { createSlowOperations } from './slow-operations.ts'

/** Notes that a request was answered, or would have been, had its client stayed: in metrics, and in the log if it was slow. */
export function noteAnswered(slowMs: number, logger: Logger) {
  const slow = createSlowOperations(slowMs, logger)
  return ({ course: { seen, left } }: GatewayContext, ms: number, now: number) => {
    const outcome = left ? 'abandoned' : (seen?.outcome ?? 'refused')
    operationSeconds.of(seen?.operation ?? noOperation, outcome).observe(ms / 1_000)
    if (seen) slow(seen, ms, now)
  }
}

/** What a span of the gateway tells: the operation as metrics call it, and what kind of viewer asked. */
export function tellSpan(span: Span, { viewer, course: { seen, left } }: GatewayContext) {
  const operation = seen?.operation ?? noOperation
  span.updateName(`graphql ${operation}`)
  span.setAttributes({
    'graphql.operation.name': operation,
    'staygraph.outcome': left ? 'abandoned' : (seen?.outcome ?? 'refused'),
    'staygraph.viewer': viewer.kind,
  })
}
