import { parse, specifiedRules, validate, type DocumentNode, type GraphQLSchema } from 'graphql'

import { queryLimits, type QueryLimits } from './query-limits.ts'
import { refuseText, standardTextBounds } from './text-bounds.ts'

/** How Apollo Server reads an operation and finds it valid. What is registered is found valid by the same. */
export const validity = (limits: QueryLimits) => ({
  parseOptions: { maxTokens: standardTextBounds.tokens },
  // At most five are told, the last that there are more; what our graph has is told by introspection, not by guesses.
  validationOptions: { maxErrors: 4, hideSuggestions: true },
  validationRules: [queryLimits(limits)],
})

export type Validity = ReturnType<typeof validity>

/** The document of a text that did not come with a request; or why it would be refused if it had. */
export function readDocument(
  text: string,
  schema: GraphQLSchema,
  { parseOptions, validationOptions, validationRules }: Validity,
): DocumentNode | { refused: string } {
  const refusal = refuseText(text)
  if (refusal) return { refused: refusal.message }
  try {
    const document = parse(text, parseOptions)
    const [mistake] = validate(schema, document, [...specifiedRules, ...validationRules], validationOptions)
    return mistake ? { refused: mistake.message } : document
  } catch (error) {
    return { refused: error instanceof Error ? error.message : String(error) }
  }
}
