import type { Logger } from '@staygraph/subgraph-kit/log'
import { GraphQLError, type DocumentNode, type OperationDefinitionNode } from 'graphql'

import { operationsPlanned } from '../gateway-metrics.ts'
import { compileOperation, fragmentsOf, type Operation, type Supergraph } from './compile-operation.ts'
import type { Json } from './json.ts'
import { createKept, type Most } from './kept.ts'
import { withoutLiterals } from './literals.ts'
import { UnknownShape } from './plan.ts'
import { Otherwise, refuse } from './refusals.ts'

/** What answers an operation, or why it is not answered here; and values of its text that the plan has as variables. */
export type Planned = { operation: Operation | Otherwise | GraphQLError; values: Record<string, Json> | undefined }

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

  const compile = (supergraph: Supergraph, document: DocumentNode, name: string | undefined) => {
    try {
      return compileOperation(supergraph, document, name)
    } catch (error) {
      if (error instanceof Error && plannerGaveUp.test(error.message)) return tooComplex()
      if (!(error instanceof UnknownShape)) throw error
      logger.warn({ because: error.message }, 'an operation is left to Apollo’s executor')
      return new Otherwise(error.message)
    }
  }

  /** `when`: somebody waits for it, or nobody yet. */
  return (
    supergraph: Supergraph,
    document: DocumentNode,
    definition: OperationDefinitionNode,
    when: 'asked' | 'ahead',
  ): Planned => {
    const name = definition.name?.value
    const unvalued = share ? withoutLiterals(document, definition, fragmentsOf(document), supergraph.schema) : undefined
    const shared = unvalued && sharedOf(supergraph)
    const known = unvalued && shared?.find(unvalued.key)
    if (known) return { operation: known.operation, values: unvalued.values }
    operationsPlanned.inc({ when })
    const operation = compile(supergraph, unvalued?.document() ?? document, name)
    if (unvalued && !(operation instanceof Otherwise || operation instanceof GraphQLError))
      shared?.keep(unvalued.key, { operation, length: unvalued.key.length })
    return { operation, values: unvalued?.values }
  }
}

const tooComplex = () =>
  refuse('OPERATION_TOO_LARGE', 'There are too many ways to answer the operation: ask for less at once.')
