import { getOperationAST, type DocumentNode, type OperationDefinitionNode } from 'graphql'

import { compileDemand, type Demand } from '../policies/demand.ts'
import { compileGuard, type Guard, type PolicyChecks } from '../policies/guards.ts'
import type { OperationNames } from '../seen/operation-names.ts'
import { fragmentsOf } from './collect.ts'
import type { Supergraph } from './compile-operation.ts'
import { findConditions, type Conditions } from './conditions.ts'
import { findDeferred, type MayDefer } from './deferred/compile-deferral.ts'
import { mayDefer } from './deferred/directive.ts'
import type { Planned } from './plans.ts'

/** An operation of a document: what decides whether it is answered is known before it is planned. */
export type Prepared = {
  definition: OperationDefinitionNode
  /** What it is called in metrics. */
  label: string
  guard: Guard | undefined
  demand: Demand
  /** Its plan, where there is only one way to plan it. */
  planned: Planned | undefined
  /** Labels that decide how it is planned. */
  labels: readonly string[]
  /** What it asks for only if they hold. */
  conditions: Conditions | undefined
  /** What of it may be given later. */
  deferred: MayDefer | undefined
  /** Its plan for each way that was met. */
  byWay: Map<string, Planned>
}

/**
 * What was prepared hangs on its supergraph and its document, so that it is forgotten with either: the documents kept are
 * counted (`documents.ts`), and outlive a supergraph whose public graph is the same, while what is guarded or planned need
 * not be.
 */
export function createPreparing(policyChecks: PolicyChecks, names: OperationNames) {
  const supergraphs = new WeakMap<Supergraph, WeakMap<DocumentNode, Map<string, Prepared>>>()

  /** `name`: of the operation, where there are several. `registered`: under this name. Undefined: there is no such operation. */
  return (supergraph: Supergraph, document: DocumentNode, name: string | undefined, registered?: string) => {
    let known = supergraphs.get(supergraph)
    if (!known) supergraphs.set(supergraph, (known = new WeakMap()))
    let prepared = known.get(document)?.get(name ?? '')
    if (prepared) return prepared
    const definition = getOperationAST(document, name)
    // A name that is not there is not kept: clients may think of any number of them.
    if (!definition) return undefined
    const operations = known.get(document) ?? new Map<string, Prepared>()
    known.set(document, operations)
    // An only operation may be asked for by its name, or without.
    for (const same of operations.values())
      if (same.definition === definition) {
        operations.set(name ?? '', same)
        return same
      }
    const { costs, guards, overrides, schema } = supergraph
    const fragments = fragmentsOf(document)
    const guard = compileGuard(guards, policyChecks, schema, fragments, definition)
    const demand = compileDemand(costs, schema, fragments, definition)
    const label = registered ?? names(definition.name?.value)
    const labels = overrides(fragments, definition)
    const deferred = mayDefer(document.loc?.source.body) ? findDeferred(document, definition, fragments) : undefined
    const conditions = findConditions(definition, fragments)
    const byWay = new Map<string, Planned>()
    prepared = { definition, label, guard, demand, planned: undefined, labels, conditions, deferred, byWay }
    operations.set(name ?? '', prepared)
    return prepared
  }
}
