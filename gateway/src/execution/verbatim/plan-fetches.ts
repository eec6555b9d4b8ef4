import { getNamedType, isObjectType, type GraphQLObjectType } from 'graphql'

import { UnknownShape, type FetchNode, type PlanNode } from '../plan.ts'
import { belowOf, fieldsOf, type Asked } from './told.ts'

/** A fetch of a plan: where its answer goes, and which of them it is. */
export type Fetch = { node: FetchNode; path: readonly string[]; index: number }

/** The fetches of a plan, if it has nothing but fetches. */
export function listFetches(node: PlanNode, path: readonly (string | number)[], found: Fetch[]) {
  switch (node.kind) {
    case 'Fetch': {
      if (node.inputRewrites?.length || node.outputRewrites?.length || node.contextRewrites?.length)
        throw new UnknownShape('rewrite')
      if (path.some((step) => typeof step !== 'string') || (path.length > 0 && !node.requires))
        throw new UnknownShape('path')
      found.push({ node, path: path as string[], index: found.length })
      break
    }
    case 'Flatten':
      listFetches(node.node, [...path, ...node.path], found)
      break
    case 'Sequence':
    case 'Parallel':
      for (const child of node.nodes) listFetches(child, path, found)
      break
    case 'Condition':
    case 'Defer':
    case 'Subscription':
      throw new UnknownShape(node.kind)
  }
}

/** What the client asked of the objects that a fetch is about. */
export function placeOf(type: GraphQLObjectType, asked: Asked, path: readonly string[]) {
  for (const key of path.filter((step) => step !== '@')) {
    const nodes = fieldsOf(asked, type).get(key)
    const below = nodes && type.getFields()[nodes[0]?.name.value ?? '']
    const named = below && getNamedType(below.type)
    if (!isObjectType(named)) throw new UnknownShape('path')
    asked = belowOf(asked, nodes ?? [])
    type = named
  }
  return { type, asked }
}

/** What is sent to identify an object: of one type, and only what is written without anything below it. */
export function identity({ requires }: FetchNode) {
  const [fragment, another] = requires ?? []
  if (another || fragment?.kind !== 'InlineFragment') throw new UnknownShape('a key of several types')
  const fields = fragment.selections.map((field) => {
    if (field.kind !== 'Field' || field.selections?.length || 'sendAs' in field)
      throw new UnknownShape('a key with objects in it')
    return { from: field.alias ?? field.name, typename: field.name === '__typename' }
  })
  const needs = fields.flatMap(({ from, typename }) => (typename ? [] : from))
  return { type: fragment.typeCondition, fields, needs }
}
