import { getDirectiveValues, type ConstDirectiveNode, type DocumentNode, type GraphQLSchema } from 'graphql'

import { linkedName } from '../policies/linked-directives.ts'

/** Ours, for want of one that composition carries: `@cacheControl` is Apollo Server's, `@cacheTag` that of its router. */
const specification = 'https://specs.staygraph.example/caching'

/** `@cacheControl`: how many seconds a field, or whatever has a type, may be kept, and for whom. */
export type CacheHint = {
  maxAge?: number | null
  scope?: 'PUBLIC' | 'PRIVATE' | null
  /** As long as what it is in. */
  inheritMaxAge?: boolean | null
}

/** What one subgraph says. Keys: `Type`, `Type.field`. */
export type CacheRules = {
  hints: ReadonlyMap<string, CacheHint>
  /** `@cacheTag`: `rates-{$args.roomTypeId}` on a root field, `hotel-{$key.id}` on an entity. */
  tags: ReadonlyMap<string, readonly string[]>
}

type Named = {
  name?: { value: string }
  directives?: readonly ConstDirectiveNode[]
  fields?: readonly Named[]
}

/**
 * Reads both of a supergraph, by subgraph: what one says of a type holds for its own answers, not for what another knows
 * of the same type. Composition says who (`by`, `compose.ts`); a word of nobody's counts for nothing.
 */
export function readCacheRules(supergraph: DocumentNode, whole: GraphQLSchema): ReadonlyMap<string, CacheRules> {
  const rules = new Map<string, { hints: Map<string, CacheHint>; tags: Map<string, string[]> }>()
  const control = linkedName(supergraph, specification, 'cacheControl')
  const tag = linkedName(supergraph, specification, 'cacheTag')
  const read = (node: Named, key: string) => {
    for (const directive of node.directives ?? []) {
      const called = directive.name.value
      const definition = called === control || called === tag ? whole.getDirective(called) : undefined
      const told = definition && getDirectiveValues(definition, { directives: [directive] })
      const by: unknown = told?.['by']
      if (typeof by !== 'string') continue
      const own = rules.get(by) ?? { hints: new Map(), tags: new Map() }
      rules.set(by, own)
      const format: unknown = told?.['format']
      if (called === control) own.hints.set(key, told as CacheHint)
      else if (typeof format === 'string') own.tags.set(key, [...(own.tags.get(key) ?? []), format])
    }
  }
  for (const type of supergraph.definitions as readonly Named[]) {
    const owner = type.name?.value ?? ''
    read(type, owner)
    for (const field of type.fields ?? []) read(field, `${owner}.${field.name?.value}`)
  }
  return rules
}
