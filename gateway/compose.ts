import { readFileSync, writeFileSync } from 'node:fs'

import { composeServices } from '@apollo/composition'
import { Supergraph } from '@apollo/federation-internals'
import { buildSchema, Kind, parse, printSchema, visit, type DocumentNode } from 'graphql'

import { hiddenBy, hide, readContracts, type Contract } from './contracts/contract.ts'

/** The subgraphs and where each listens on one machine; the gateway's environment may name others (`HOTELS_URL`...). */
const subgraphs = { hotels: 4001, customers: 4002, payments: 4003, reservations: 4004 }
const at = (path: string) => new URL(path, import.meta.url)

type Subgraph = { name: string; url: string; typeDefs: DocumentNode }

/**
 * Composes the committed schemas into `supergraph.graphql` (for the gateway) and `schema.graphql` (for its clients), and
 * the same of each contract: `supergraph.partners.graphql` is what a gateway for partners serves.
 */
export function compose(): Record<string, string> {
  const whole = Object.entries(subgraphs).map(([name, port]) => ({
    name,
    url: `http://127.0.0.1:${port}/graphql`,
    typeDefs: withOrigin(name, parse(readFileSync(at(`../subgraphs/${name}/schema.graphql`), 'utf8'))),
  }))
  const supergraph = composeOf(whole)
  const files: Record<string, string> = filesOf(supergraph, '')
  for (const [name, contract] of readContracts())
    Object.assign(files, filesOf(composeView(whole, contract, supergraph, name), `.${name}`))
  return files
}

/** The supergraph of what a contract leaves to be seen. Subgraphs stay as they are, and so do their answers. */
export function composeView(whole: readonly Subgraph[], contract: Contract, supergraph: string, name: string): string {
  try {
    const hidden = hiddenBy(contract, supergraph)
    return composeOf(whole.map((subgraph) => ({ ...subgraph, typeDefs: hide(subgraph.typeDefs, hidden) })))
  } catch (error) {
    throw new Error(
      `The contract ${name} leaves no graph:\n${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    )
  }
}

function composeOf(whole: Subgraph[]): string {
  const composed = composeServices(whole)
  if (!composed.errors) return composed.supergraphSdl
  throw new Error(`The subgraphs do not compose:\n${composed.errors.map((error) => `- ${error.message}`).join('\n')}`)
}

function filesOf(supergraph: string, of: string) {
  const publicSchema = Supergraph.build(supergraph).apiSchema().toGraphQLJSSchema({ includeDefer: true })
  return { [`supergraph${of}.graphql`]: supergraph, [`schema${of}.graphql`]: `${printSchema(publicSchema)}\n` }
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
    if (file.startsWith('schema')) buildSchema(text)
    writeFileSync(at(file), text)
  }
}
