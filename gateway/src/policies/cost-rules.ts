import {
  getDirectiveValues,
  type ASTNode,
  type ConstDirectiveNode,
  type DocumentNode,
  type GraphQLDirective,
  type GraphQLSchema,
} from 'graphql'

import { linkedName } from './linked-directives.ts'

const specification = 'https://specs.apollo.dev/cost'

/** `@listSize`: how long a list is, before it is known. */
export type ListSize = {
  assumedSize?: number | null
  /** Arguments that say how many are wanted: `first`, or a field of an input (`page.first`). */
  slicingArguments?: readonly string[] | null
  /** Fields below, which are the list that is meant: `edges`. */
  sizedFields?: readonly string[] | null
}

/** What the supergraph says of costs. Keys: `Type`, `Type.field`, `Type.field(argument)`, `Input.field`. */
export type CostRules = { weights: ReadonlyMap<string, number>; sizes: ReadonlyMap<string, ListSize> }

type Named = ASTNode & {
  name?: { value: string }
  directives?: readonly ConstDirectiveNode[]
  fields?: readonly Named[]
  arguments?: readonly Named[]
}

/** Reads `@cost` and `@listSize` of a supergraph as composition carried them there. */
export function readCostRules(supergraph: DocumentNode, whole: GraphQLSchema): CostRules {
  const weights = new Map<string, number>()
  const sizes = new Map<string, ListSize>()
  const directive = (name: string): GraphQLDirective | undefined => {
    const called = linkedName(supergraph, specification, name)
    return (called !== undefined && whole.getDirective(called)) || undefined
  }
  const [cost, listSize] = [directive('cost'), directive('listSize')]
  const read = (node: Named, key: string) => {
    const weight: unknown = cost && getDirectiveValues(cost, node)?.['weight']
    if (typeof weight === 'number') weights.set(key, weight)
    const size = listSize && getDirectiveValues(listSize, node)
    if (size) sizes.set(key, size)
  }
  if (cost || listSize)
    for (const type of supergraph.definitions as readonly Named[]) {
      const owner = type.name?.value ?? ''
      read(type, owner)
      for (const field of type.fields ?? []) {
        const key = `${owner}.${field.name?.value}`
        read(field, key)
        for (const argument of field.arguments ?? []) read(argument, `${key}(${argument.name?.value})`)
      }
    }
  return { weights, sizes }
}
