import { readdirSync, readFileSync } from 'node:fs'

import { Supergraph } from '@apollo/federation-internals'
import { Kind, parse, type ConstDirectiveNode, type DocumentNode, type ValueNode } from 'graphql'
import { z } from 'zod'

import { partsOf, tagsOf, withDirectives } from './elements.ts'
import { findMisfits, reachedTypes } from './what-is-left.ts'

const contract = z.strictObject({
  /** If any are named: fields of objects and interfaces, and unions, are seen only if they or their type have one of these. */
  include: z.array(z.string()).default([]),
  /** What has one of these is not seen, whatever else it has. */
  exclude: z.array(z.string()).default([]),
  /** Types that nothing leads to any more are not seen either. */
  hideUnreachable: z.boolean().default(true),
})
/** What of the graph somebody sees, by `@tag(name:)` in the subgraphs' schemas: by Apollo's rules of contracts. */
export type Contract = z.input<typeof contract>

/** The contracts in this folder by their names, which are those of their files. */
export function readContracts(folder = new URL('.', import.meta.url)): Map<string, Contract> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'))
  const read = (file: string) => contract.parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8')))
  return new Map(files.toSorted().map((file) => [file.replace(/\.json$/, ''), read(file)]))
}

/**
 * What a contract hides of a composed graph, by coordinates. What one subgraph tags is tagged. Throws when what is left is
 * no graph: in words of what was tagged, where composition would speak of `@inaccessible`, which nobody wrote.
 */
export function hiddenBy(asked: Contract, supergraphSdl: string): Set<string> {
  const { include, exclude, hideUnreachable } = contract.parse(asked)
  const schema = Supergraph.build(supergraphSdl).apiSchema().toGraphQLJSSchema()
  const parts = partsOf(schema)
  const tags = tagsOf(parse(supergraphSdl, { noLocation: true }))
  const hasOf = (wanted: readonly string[], ...at: string[]) =>
    at.some((one) => wanted.some((tag) => tags.get(one)?.has(tag)))
  const missing = (...at: string[]) => include.length > 0 && !hasOf(include, ...at)

  const hidden = new Set<string>()
  for (const { type, kind, members } of parts) {
    if (hasOf(exclude, type) || (kind === 'union' && missing(type))) hidden.add(type)
    if (kind === 'union') continue
    for (const { at, parameters } of members) {
      // What is said of an object or an interface is said of its fields.
      const fieldGoes = kind === 'output' && (hasOf(exclude, type) || missing(at, type))
      if (fieldGoes || hasOf(exclude, at)) hidden.add(at)
      for (const parameter of parameters) if (hasOf(exclude, parameter)) hidden.add(parameter)
    }
  }
  // A type of which nothing is left goes as well, and a union of such types.
  for (let before = -1; before !== hidden.size;) {
    before = hidden.size
    for (const { type, members } of parts)
      if (members.length > 0 && members.every(({ at }) => hidden.has(at))) hidden.add(type)
  }
  if (hidden.has(schema.getQueryType()?.name ?? '')) throw new Error('Nothing is left that could be asked for.')
  const misfits = findMisfits(schema, hidden)
  if (misfits.length > 0) throw new Error(misfits.join('\n'))
  if (hideUnreachable) {
    const reached = reachedTypes(schema, hidden)
    for (const { type } of parts) if (!reached.has(type)) hidden.add(type)
  }
  return hidden
}

/** A subgraph's schema in which what is hidden is `@inaccessible`, by the name that the subgraph has for it. */
export function hide(schema: DocumentNode, hidden: ReadonlySet<string>): DocumentNode {
  const value = nameOfInaccessible(schema)
  const mark: ConstDirectiveNode = { kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value } }
  const marked = new Set<string>()
  return withDirectives(schema, (at, directives) => {
    // A type may be defined in one place and extended in others.
    if (!hidden.has(at) || marked.has(at)) return directives
    marked.add(at)
    return directives.some(({ name }) => name.value === value) ? directives : [...directives, mark]
  })
}

/** As it is imported; what is not has the name of the specification before it. */
function nameOfInaccessible({ definitions }: DocumentNode): string {
  const links = definitions
    .flatMap((definition) => ('directives' in definition ? (definition.directives ?? []) : []))
    .filter(({ name }) => name.value === 'link')
    .map(({ arguments: given = [] }) => new Map(given.map(({ name, value }) => [name.value, value])))
  const federation = links.find((given) => textOf(given.get('url'))?.includes('specs.apollo.dev/federation/'))
  const imports = federation?.get('import')
  for (const entry of imports?.kind === Kind.LIST ? imports.values : []) {
    if (textOf(entry) === '@inaccessible') return 'inaccessible'
    if (entry.kind !== Kind.OBJECT) continue
    const named = new Map(entry.fields.map(({ name, value }) => [name.value, textOf(value)]))
    if (named.get('name') === '@inaccessible') return (named.get('as') ?? '@inaccessible').slice(1)
  }
  return `${textOf(federation?.get('as')) ?? 'federation'}__inaccessible`
}

const textOf = (value: ValueNode | undefined) => (value?.kind === Kind.STRING ? value.value : undefined)
