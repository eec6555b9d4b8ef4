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

/** Keys: `Type`, `Type.field`. */
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

/** Reads both of a supergraph as composition carried them there. */
export function readCacheRules(supergraph: DocumentNode, whole: GraphQLSchema): CacheRules {
  const hints = new Map<string, CacheHint>()
  const tags = new Map<string, readonly string[]>()
  const control = linkedName(supergraph, specification, 'cacheControl')
  const tag = linkedName(supergraph, specification, 'cacheTag')
  const [hint, format] = [control && whole.getDirective(control), tag && whole.getDirective(tag)]
  const read = (node: Named, key: string) => {
    const told = hint && (getDirectiveValues(hint, node) as CacheHint | undefined)
    // Of a type or field that is in parts of several subgraphs, all hints count: the strictest does (`cache-policy.ts`).
    if (told) hints.set(key, told)
    const formats = (node.directives ?? []).flatMap((one) => {
      if (!format || one.name.value !== format.name) return []
      const told: unknown = getDirectiveValues(format, { directives: [one] })?.['format']
      return typeof told === 'string' ? [told] : []
    })
    if (formats.length > 0) tags.set(key, formats)
  }
  for (const type of supergraph.definitions as readonly Named[]) {
    const owner = type.name?.value ?? ''
    if (type.directives) read(type, owner)
    for (const field of type.fields ?? []) read(field, `${owner}.${field.name?.value}`)
  }
  return { hints, tags }
}
