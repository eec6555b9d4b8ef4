import { HeaderMap } from '@apollo/server'
import type { Viewer } from '@staygraph/subgraph-kit/identity'
import { GraphQLError } from 'graphql'

import type { GatewayContext } from '../context.ts'
import type { Budget, Spender } from './budget.ts'

export type DemandControl = {
  /** The most one operation may be estimated to cost; 0 sets no limit. */
  maximum: number
  /** Says no, or takes the points from the client's budget. Undefined: go on. A promise only when somebody must be asked. */
  admit(estimated: number, client: GatewayContext): GraphQLError | undefined | Promise<GraphQLError | undefined>
}

/** Decides by its estimated cost whether an operation is planned and executed at all. */
export function createDemandControl(maximum: number, budget: Budget): DemandControl {
  return {
    maximum,
    admit(estimated, client) {
      if (maximum > 0 && !(estimated <= maximum)) return tooExpensive(estimated, maximum)
      const wait = budget.spend(spenderOf(client.viewer, client.clientAddress), estimated)
      if (wait === 0) return undefined
      return wait instanceof Promise ? wait.then((seconds) => spent(seconds)) : spent(wait)
    },
  }
}

function spenderOf(viewer: Viewer, address: string): Spender {
  if (viewer.kind === 'customer') return { kind: 'customer', key: viewer.customerId }
  if (viewer.kind === 'integrator') return { kind: 'integrator', key: viewer.clientId }
  return { kind: 'anonymous', key: address }
}

const tooExpensive = (estimated: number, maximum: number) =>
  new GraphQLError(
    `The operation would cost ${Number.isFinite(estimated) ? estimated : 'more than can be told'}, at most ${maximum} is answered. Ask for shorter lists, or for less of each.`,
    { extensions: { code: 'COST_ESTIMATED_TOO_EXPENSIVE', http: { status: 400, headers: new HeaderMap() } } },
  )

const spent = (seconds: number) =>
  seconds === 0
    ? undefined
    : new GraphQLError(`Your operations cost more than a minute’s budget. Try again in ${seconds} seconds.`, {
        extensions: {
          code: 'COST_BUDGET_SPENT',
          retryAfterSeconds: seconds,
          http: { status: 429, headers: new HeaderMap([['retry-after', String(seconds)]]) },
        },
      })
