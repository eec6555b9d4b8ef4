import { operationFromDocument } from '@apollo/federation-internals'
import {
  visit,
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type OperationDefinitionNode,
} from 'graphql'

import { fieldsOf } from '../../seen/fields.ts'
import { fragmentsOf } from '../collect.ts'
import { compileRoot, countFields, type Operation, type Supergraph } from '../compile-operation.ts'
import { compileNode, type Step } from '../compile-plan.ts'
import { withoutEmptySets } from '../conditions.ts'
import type { Setting } from '../overrides.ts'
import { UnknownShape, type PlanNode } from '../plan.ts'
import { compileValue, type Complete } from '../shape.ts'
import { conditionOf, splitOperation, type Deferred } from './split.ts'

/** What a deferred fragment needs beyond what comes before it. */
export type Block = {
  /** It goes on from what these fetches bring. */
  depends: readonly string[]
  fetch: Step
  /** Its own fetches that others go on from. */
  ids: readonly string[]
}

/** The form of an answer in parts. */
export type Layout = {
  primary: ReturnType<typeof compileRoot>
  part: ReadonlyMap<Deferred, Complete>
}

/** An operation that is answered in parts. */
export type Deferral = {
  primary: Omit<Block, 'depends'>
  deferred: readonly Deferred[]
  blocks: ReadonlyMap<string, Block>
  layout: Layout
}

/** Which fragments may be given later, by the variables of a request. */
export type MayDefer = {
  /** A setting of the variables that decide; undefined: all is asked for at once. */
  setting(variables: Record<string, unknown>): string | undefined
  isLater(setting: string): (defer: DirectiveNode) => boolean
}

/** What has more of them, counted where they are spread, is given at once: each makes planning dearer for all others. */
const mostDeferred = 16

/**
 * What of a query may be given later. Undefined: nothing. What is asked of the schema itself is answered at once, and so
 * is what is asked with it.
 */
export function findDeferred(
  document: DocumentNode,
  definition: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): MayDefer | undefined {
  if (definition.operation !== 'query') return undefined
  let always = false
  let asksOfSchema = false
  const names = new Set<string>()
  const spread = new Set<string>()
  const look = (node: OperationDefinitionNode | FragmentDefinitionNode): void =>
    void visit(node, {
      Field({ name }) {
        if (name.value === '__schema' || name.value === '__type') asksOfSchema = true
      },
      Directive(directive) {
        if (directive.name.value !== 'defer') return
        const condition = conditionOf(directive)
        if (condition === true) always = true
        else if (condition) names.add(condition.variable)
      },
      FragmentSpread({ name: { value } }) {
        const fragment = fragments.get(value)
        if (!fragment || spread.has(value)) return
        spread.add(value)
        look(fragment)
      },
    })
  look(definition)
  if (asksOfSchema || (!always && names.size === 0)) return undefined
  const isOn = (variables: Record<string, unknown>, name: string) =>
    Object.hasOwn(variables, name) ? variables[name] === true : true
  return {
    setting: (variables) => {
      const on = [...names].filter((name) => isOn(variables, name))
      return always || on.length > 0 ? on.join(' ') : undefined
    },
    isLater: (setting) => {
      const on = new Set(setting.split(' '))
      return (defer) => {
        const condition = conditionOf(defer)
        return typeof condition === 'object' ? on.has(condition.variable) : condition
      }
    },
  }
}

/**
 * Plans an operation with what may come later. Fragments that need no fetch of their own come with the rest. Undefined:
 * so do all of them. Throws `UnknownShape` for what cannot be given in parts.
 */
export function compileInParts(
  supergraph: Supergraph,
  document: DocumentNode,
  definition: OperationDefinitionNode,
  labels: Setting,
  isLater: (defer: DirectiveNode) => boolean,
): Operation | undefined {
  const { schema, planned, deferring } = supergraph
  const root = schema.getRootType(definition.operation)
  if (!root || !deferring) throw new UnknownShape('operation')
  const fragments = fragmentsOf(document)
  const whole = splitOperation(schema, fragments, definition, isLater)
  if (countOf(whole.deferred) > mostDeferred) return undefined
  const name = definition.name?.value
  const plan = deferring().buildQueryPlan(
    operationFromDocument(planned, withoutEmptySets(whole.document), name === undefined ? {} : { operationName: name }),
    { overrideConditions: new Map([...labels].map((label) => [label, true])) },
  )
  if (plan.node?.kind !== 'Defer') return undefined
  const { primary, deferred: nodes } = plan.node
  const blocks = new Map<string, Block>()
  const addAll = (deferred: typeof nodes) => {
    for (const { label, depends, node } of deferred) {
      const own = node?.kind === 'Defer' ? node.primary.node : node
      if (label !== undefined && own) blocks.set(label, { depends: depends.map(({ id }) => id), ...blockOf(own) })
      if (node?.kind === 'Defer') addAll(node.deferred)
    }
  }
  const blockOf = (node: PlanNode) => ({ fetch: compileNode(node, [], supergraph), ids: fetchIds(node) })
  addAll(nodes)
  if (blocks.size === 0) return undefined

  const given = splitOperation(schema, fragments, definition, (defer, id) => isLater(defer) && blocks.has(id))
  const first = primary.node ? blockOf(primary.node) : { fetch: async () => {}, ids: [] }
  const layout = layOut(supergraph, given.primary, root, given.deferred)
  const fields = fieldsOf(schema, fragments, definition)
  return {
    definition,
    plan: plan.node,
    fields,
    count: countFields(fields),
    fetch: first.fetch,
    verbatim: undefined,
    primary: undefined,
    shape: layout.primary,
    inParts: { primary: first, deferred: given.deferred, blocks, layout },
  }
}

function layOut(
  { schema }: Supergraph,
  primary: OperationDefinitionNode,
  root: GraphQLObjectType,
  deferred: readonly Deferred[],
): Layout {
  const document = { schema, fragments: new Map<string, FragmentDefinitionNode>() }
  const part = new Map<Deferred, Complete>()
  const add = (all: readonly Deferred[]) => {
    for (const one of all) {
      part.set(one, compileValue(document, one.type, [one.asked], `${one.type.name} (deferred)`))
      add(one.nested)
    }
  }
  add(deferred)
  return { primary: compileRoot(document, primary, root), part }
}

const countOf = (deferred: readonly Deferred[]): number =>
  deferred.reduce((count, { nested }) => count + 1 + countOf(nested), 0)

/** The fetches within a node that others wait for. */
function fetchIds(node: PlanNode): string[] {
  switch (node.kind) {
    case 'Fetch':
      return node.id === undefined ? [] : [node.id]
    case 'Flatten':
      return fetchIds(node.node)
    case 'Sequence':
    case 'Parallel':
      return node.nodes.flatMap(fetchIds)
    case 'Condition':
    case 'Defer':
    case 'Subscription':
      throw new UnknownShape(node.kind)
  }
}
