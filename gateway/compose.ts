import { readFileSync, writeFileSync } from 'node:fs'

import { composeServices } from '@apollo/composition'
import { Supergraph } from '@apollo/federation-internals'
import { buildSchema, Kind, parse, printSchema, visit, type DocumentNode } from 'graphql'

/** The subgraphs and where each listens on one machine; the gateway's environment may name others (`HOTELS_URL`...). */
const subgraphs = { hotels: 4001, customers: 4002, payments: 4003, reservations: 4004 }
const at = (path: string) => new URL(path, import.meta.url)

/** Composes the committed contracts into `supergraph.graphql` (for the gateway) and `schema.graphql` (for its clients). */
export function compose() {
  const composed = composeServices(
    Object.entries(subgraphs).map(([name, port]) => ({
      name,
      url: `http://127.0.0.1:${port}/graphql`,
      typeDefs: withOrigin(name, parse(readFileSync(at(`../subgraphs/${name}/schema.graphql`), 'utf8'))),
    })),
  )
  if (composed.errors)
    throw new Error(`The subgraphs do not compose:\n${composed.errors.map((error) => `- ${error.message}`).join('\n')}`)
  const publicSchema = Supergraph.build(composed.supergraphSdl).apiSchema().toGraphQLJSSchema()
  return { 'supergraph.graphql': composed.supergraphSdl, 'schema.graphql': `${printSchema(publicSchema)}\n` }
}

/**
 * Says in each `@cacheControl` and `@cacheTag` which subgraph it is of: the composed type does not tell, and nobody may
 * keep an answer because another subgraph said of the same type that its own may be kept.
 */
export const withOrigin = (subgraph: string, contract: DocumentNode): DocumentNode =>
  visit(contract, {
    Directive: (node) =>
      node.name.value === 'cacheControl' || node.name.value === 'cacheTag'
        ? {
            ...node,
            arguments: [
              ...(node.arguments ?? []).filter(({ name }) => name.value !== 'by'),
              {
                kind: Kind.ARGUMENT,
                name: { kind: Kind.NAME, value: 'by' },
                value: { kind: Kind.STRING, value: subgraph },
              },
            ],
          }
        : undefined,
  })

if (import.meta.main) {
  for (const [file, text] of Object.entries(compose())) {
    if (file === 'schema.graphql') buildSchema(text)
    writeFileSync(at(file), text)
  }
}
