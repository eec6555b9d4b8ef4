import { GraphQLError, parse, specifiedRules, type DocumentNode, type GraphQLSchema } from 'graphql'

import { deferRules } from '../execution/deferred/directive.ts'
import { findMistakes } from './one-walk.ts'
import { queryLimits, type QueryLimits } from './query-limits.ts'
import { rulesFor } from './rules-for.ts'
import { refuseText, standardTextBounds } from './text-bounds.ts'

/** How Apollo Server reads an operation and finds it valid. What is registered is found valid by the same. */
export const validity = (limits: QueryLimits) => ({
  parseOptions: { maxTokens: standardTextBounds.tokens },
  // At most five are told, the last that there are more; what our graph has is told by introspection, not by guesses.
  validationOptions: { maxErrors: 4, hideSuggestions: true },
  validationRules: [queryLimits(limits), deferRules],
  /** All rules that a text can break. */
  rulesFor: rulesFor([...specifiedRules, queryLimits(limits), deferRules]),
})

export type Validity = ReturnType<typeof validity>

/** The document of a text, or what is wrong with it: in the words and with the codes of Apollo Server. */
export function readOperation(
  text: string,
  schema: GraphQLSchema,
  { parseOptions, validationOptions, rulesFor: rules }: Validity,
): DocumentNode | { errors: readonly GraphQLError[] } {
  const refusal = refuseText(text)
  if (refusal) return { errors: [new GraphQLError(refusal.message, { extensions: { code: refusal.code } })] }
  try {
    const document = parse(text, parseOptions)
    const mistakes = findMistakes(schema, document, rules(text), validationOptions)
    return mistakes.length > 0 ? { errors: mistakes.map(withCode('GRAPHQL_VALIDATION_FAILED')) } : document
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [withCode('GRAPHQL_PARSE_FAILED')(error)] }
    throw error
  }
}

const withCode =
  (code: string) =>
  ({ message, nodes, source, positions, extensions }: GraphQLError) =>
    new GraphQLError(message, { nodes, source, positions, extensions: { ...extensions, code } })

/** The document of a text that did not come with a request; or why it would be refused if it had. */
export function readDocument(text: string, schema: GraphQLSchema, valid: Validity): DocumentNode | { refused: string } {
  const document = readOperation(text, schema, valid)
  return 'errors' in document ? { refused: document.errors[0]?.message ?? '' } : document
}
