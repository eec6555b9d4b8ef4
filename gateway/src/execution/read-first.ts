import type { ApolloServerOptions, ApolloServerPlugin } from '@apollo/server'
import type { DocumentNode, GraphQLSchema } from 'graphql'

import type { GatewayContext } from '../context.ts'
import { readOperation, type Validity } from '../policies/validity.ts'

export type ReadFirst = ReturnType<typeof createReadFirst>

/**
 * Reads an operation and finds it valid before Apollo Server does, by the same rules in less time (`one-walk.ts`), and
 * hands it the document as one that it has. What is not valid it reads itself, and tells what is wrong with it.
 */
export function createReadFirst(
  valid: Validity,
  documentOf: (text: string, schema: GraphQLSchema) => DocumentNode | undefined,
) {
  /** By the hash of its text, until Apollo Server looks for it: that is the next thing it does. */
  const read = new Map<string, DocumentNode>()
  const validBy = new WeakMap<DocumentNode, GraphQLSchema>()

  const documentFor = (text: string, schema: GraphQLSchema): DocumentNode | undefined => {
    const document = documentOf(text, schema) ?? readOperation(text, schema, valid)
    if ('errors' in document) return undefined
    validBy.set(document, schema)
    return document
  }
  const plugin: ApolloServerPlugin<GatewayContext> = {
    requestDidStart: async () => ({
      didResolveSource: async ({ source, queryHash, schema }) => {
        const document = documentFor(source, schema)
        if (document) read.set(queryHash, document)
      },
    }),
  }
  const store: NonNullable<ApolloServerOptions<GatewayContext>['documentStore']> = {
    get: async (key) => {
      const hash = key.slice(key.lastIndexOf(':') + 1)
      const document = read.get(hash)
      read.delete(hash)
      return document
    },
    set: async () => {}, // what went through is kept by `known-operations.ts`
    delete: async () => true,
  }
  return {
    plugin,
    store,
    /** The document as it is valid by a schema: just when another is taken over, the same text may be read by either. */
    validated: (document: DocumentNode, text: string | undefined, schema: GraphQLSchema) =>
      text === undefined || (validBy.get(document) ?? schema) === schema ? document : documentFor(text, schema),
  }
}
