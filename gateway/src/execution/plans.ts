import type { Logger } from '@staygraph/subgraph-kit/log'
import {
  getOperationAST,
  GraphQLError,
  type DirectiveNode,
  type DocumentNode,
  type OperationDefinitionNode,
} from 'graphql'

import { operationsPlanned } from '../gateway-metrics.ts'
import { fragmentsOf } from './collect.ts'
import { compileOperation, type Operation, type Supergraph } from './compile-operation.ts'
import { settle, type Held } from './conditions.ts'
import { compileInParts } from './deferred/compile-deferral.ts'
import { withoutDefer } from './deferred/directive.ts'
import type { Json } from './json.ts'
import { createKept, type Most } from './kept.ts'
import { withoutLiterals } from './literals.ts'
import type { Setting } from './overrides.ts'
import { UnknownShape } from './plan.ts'
import { Otherwise, refuse } from './refusals.ts'

/** What answers an operation, or why it is not answered here; and values of its text that the plan has as variables. */
export type Planned = { operation: Operation | Otherwise | GraphQLError; values: Record<string, Json> | undefined }

/** What of an operation is given later, for one setting of the variables that decide. */
export type Later = { setting: string; isLater: (defer: DirectiveNode) => boolean }

/** What an operation is planned for, besides its text. */
export type Way = {
  /** Labels of overrides that are on. */
  labels: Setting
  /** Undefined: it has no conditions. */
  held: Held | undefined
  /** Undefined: all of it is given at once. */
  later: Later | undefined
}

/** Equal for ways that plan every text alike. Empty for the usual one. Labels have no spaces, and no text begins so. */
export const keyOf = ({ labels, held, later }: Way) =>
  (labels.size === 0 ? '' : `) ${[...labels].join(' ')}\n`) +
  (held ? `@if ${[...held.values()].map(Number).join('')}\n` : '') +
  (later ? `@defer ${later.setting}\n` : '')

/** Plans that several texts share. */
const most: Most = { entries: 2_000, characters: 2_000_000 }

type Shared = { operation: Operation; length: number }

/** How Apollo's planner says that it met one of its limits. */
const plannerGaveUp = /^(?:Too many options generated|Number of non-local selections exceeds)/

/** Plans and compiles operations, once for all texts that differ in values of arguments only. */
export function createPlans(logger: Logger, { share = true }: { share?: boolean } = {}) {
  const supergraphs = new WeakMap<Supergraph, ReturnType<typeof createKept<Shared>>>()
  const sharedOf = (supergraph: Supergraph) => {
    const known = supergraphs.get(supergraph) ?? createKept<Shared>(most, ({ length }) => length)
    supergraphs.set(supergraph, known)
    return known
  }

  const compile = (
    supergraph: Supergraph,
    document: DocumentNode,
    name: string | undefined,
    { labels, later }: Way,
  ) => {
    const definition = getOperationAST(document, name)
    if (definition?.operation === 'subscription' && definition.selectionSet.selections.length === 0)
      return followsNothing()
    try {
      return (
        (later && inParts(supergraph, document, name, labels, later)) ??
        compileOperation(supergraph, withoutDefer(document), name, labels)
      )
    } catch (error) {
      if (error instanceof Error && plannerGaveUp.test(error.message)) return tooComplex()
      if (!(error instanceof UnknownShape)) throw error
      logger.warn({ because: error.message }, 'an operation is left to Apollo’s executor')
      return new Otherwise(error.message)
    }
  }

  /** Undefined: it is answered at once, be it that nobody knows how to do otherwise. */
  const inParts = (
    supergraph: Supergraph,
    document: DocumentNode,
    name: string | undefined,
    labels: Setting,
    { isLater }: Later,
  ): Operation | undefined => {
    const definition = getOperationAST(document, name)
    if (!definition) return undefined
    try {
      return compileInParts(supergraph, document, definition, labels, isLater)
    } catch (error) {
      if (error instanceof Error && plannerGaveUp.test(error.message)) throw error
      logger.warn({ because: (error as Error).message }, 'an operation is not answered in parts')
      return undefined
    }
  }

  /** `when`: somebody waits for it, or nobody yet. */
  return (
    supergraph: Supergraph,
    document: DocumentNode,
    definition: OperationDefinitionNode,
    way: Way,
    when: 'asked' | 'ahead',
  ): Planned => {
    const name = definition.name?.value
    const unvalued = share ? withoutLiterals(document, definition, fragmentsOf(document), supergraph.schema) : undefined
    const shared = unvalued && sharedOf(supergraph)
    const key = unvalued && keyOf(way) + unvalued.key
    const known = key === undefined ? undefined : shared?.find(key)
    if (known) return { operation: known.operation, values: unvalued?.values }
    operationsPlanned.inc({ when })
    const written = unvalued?.document() ?? document
    const operation = compile(supergraph, way.held ? settle(written, way.held) : written, name, way)
    if (key !== undefined && !(operation instanceof Otherwise || operation instanceof GraphQLError))
      shared?.keep(key, { operation, length: key.length })
    return { operation, values: unvalued?.values }
  }
}

const followsNothing = () => refuse('BAD_USER_INPUT', 'As its conditions stand, the subscription follows nothing.')
const tooComplex = () =>
  refuse('OPERATION_TOO_LARGE', 'There are too many ways to answer the operation: ask for less at once.')
