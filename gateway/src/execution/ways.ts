import { GraphQLError, type DocumentNode } from 'graphql'

import type { GatewayContext } from '../context.ts'
import type { DecideLabels } from '../policies/override-labels.ts'
import type { Supergraph } from './compile-operation.ts'
import { settingsOfConditions } from './conditions.ts'
import { settingsOf, type Setting } from './overrides.ts'
import { keyOf, type createPlans, type Planned, type Way } from './plans.ts'
import type { Prepared } from './prepared.ts'
import { Otherwise } from './refusals.ts'

// A text may be planned in several ways: by labels of overrides that are on for whoever asks, by its conditions, and by
// what of it is given later.

/** Plans of one operation, for so many ways. */
const mostWaysKept = 64

const none: Setting = new Set()
/** That of an operation whose text says everything. */
const theOnly: Way = { labels: none, held: undefined, later: undefined }

/** Plans prepared operations, once for each way that is met. */
export function createWays(plan: ReturnType<typeof createPlans>, decide: DecideLabels) {
  const planFor = (
    supergraph: Supergraph,
    document: DocumentNode,
    prepared: Prepared,
    way: Way,
    when: 'asked' | 'ahead',
  ): Planned => {
    const { definition, byWay } = prepared
    if (way === theOnly) return (prepared.planned ??= plan(supergraph, document, definition, way, when))
    const key = keyOf(way)
    const known = byWay.get(key)
    if (known) return known
    if (byWay.size >= mostWaysKept) byWay.clear()
    const planned = plan(supergraph, document, definition, way, when)
    byWay.set(key, planned)
    return planned
  }
  const laterOf = ({ deferred }: Prepared, variables: Record<string, unknown>): Way['later'] => {
    const setting = deferred?.setting(variables)
    return deferred && setting !== undefined ? { setting, isLater: deferred.isLater(setting) } : undefined
  }
  const wayOf = (prepared: Prepared, variables: Record<string, unknown>, client: GatewayContext, inParts: boolean) => {
    const { labels, conditions, deferred } = prepared
    if (labels.length === 0 && !conditions && !(inParts && deferred)) return theOnly
    return {
      labels: labels.length === 0 ? none : decide(labels, client),
      held: conditions?.hold(variables),
      later: inParts ? laterOf(prepared, variables) : undefined,
    }
  }

  /** Before anybody asks, as far as ways can be foreseen. Who would answer it, or why nobody, if it was not planned. */
  const planAhead = (
    supergraph: Supergraph,
    document: DocumentNode,
    prepared: Prepared,
  ): Otherwise | GraphQLError | undefined => {
    const { labels, conditions } = prepared
    // As it is asked for usually: everything that may be put off is.
    const later = laterOf(prepared, {})
    for (const on of settingsOf(labels))
      for (const held of conditions ? settingsOfConditions(conditions) : [undefined]) {
        const way = labels.length === 0 && !held ? theOnly : { labels: on, held, later: undefined }
        const { operation } = planFor(supergraph, document, prepared, way, 'ahead')
        if (operation instanceof Otherwise || operation instanceof GraphQLError) return operation
        operation.verbatim?.ready()
        if (later) planFor(supergraph, document, prepared, { ...way, later }, 'ahead')
      }
    return undefined
  }

  return { wayOf, planFor, planAhead }
}
