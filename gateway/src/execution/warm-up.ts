import { setImmediate as othersFirst } from 'node:timers/promises'

import type { Logger } from '@staygraph/subgraph-kit/log'
import type { DocumentNode } from 'graphql'

import { operationsRegistered } from '../gateway-metrics.ts'
import { readDocument, type Validity } from '../policies/validity.ts'
import type { Supergraph } from './compile-operation.ts'
import type { createExecutor } from './executor.ts'
import { Otherwise } from './refusals.ts'
import type { RegisteredOperation } from './registered-operations.ts'

type Ready = ReturnType<typeof createExecutor>['ready']

/** Documents that are valid under a supergraph and planned over it, by their texts. */
export type Warm = { registered: ReadonlyMap<string, DocumentNode>; hot: ReadonlyMap<string, DocumentNode> }

export type WarmUpOptions = {
  registered: readonly RegisteredOperation[]
  ready: Ready
  valid: Validity
  logger: Logger
}

/**
 * Reads, plans and compiles what will be asked for, before a supergraph is served: every registered operation, and those
 * that clients ask for now. Other requests are answered between one and the next.
 */
export function createWarmUp({ registered, ready, valid, logger }: WarmUpOptions) {
  /** The document, or why there is none: what nobody can answer is refused when somebody asks, in the usual words. */
  const warm = (text: string, supergraph: Supergraph, name?: string): DocumentNode | { refused: string } => {
    const document = readDocument(text, supergraph.schema, valid)
    if ('refused' in document) return document
    try {
      const not = ready(supergraph, document, name)
      return not && !(not instanceof Otherwise) ? { refused: not.message } : document
    } catch (error) {
      return { refused: error instanceof Error ? error.message : String(error) }
    }
  }

  return async (supergraph: Supergraph, asked: readonly string[]): Promise<Warm> => {
    const found = { registered: new Map<string, DocumentNode>(), hot: new Map<string, DocumentNode>() }
    for (const { name, hash, text } of registered) {
      await othersFirst()
      const document = warm(text, supergraph, name)
      if (!('refused' in document)) found.registered.set(text, document)
      else logger.warn({ operation: name, hash, because: document.refused }, 'a registered operation is refused')
    }
    for (const text of asked) {
      if (found.registered.has(text)) continue
      await othersFirst()
      const document = warm(text, supergraph)
      if (!('refused' in document)) found.hot.set(text, document)
    }
    operationsRegistered.set({ state: 'ready' }, found.registered.size)
    operationsRegistered.set({ state: 'refused' }, registered.length - found.registered.size)
    return found
  }
}
