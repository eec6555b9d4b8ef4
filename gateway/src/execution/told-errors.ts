import { GraphQLError } from 'graphql'

import { fieldErrors } from '../gateway-metrics.ts'
import type { OperationFields } from '../seen/fields.ts'
import { mostErrors, related } from './errors.ts'
import type { Json, Path } from './json.ts'
import type { Flaw } from './shape.ts'

/**
 * An error of something the client did not ask for itself, but what it asked for needs, is told where it shows. `at`: where
 * the data is in the answer.
 */
export function asSeen(error: GraphQLError, data: Json, at: Path = []): GraphQLError {
  const { path = [], message, extensions } = error
  if (at.some((step, index) => path[index] !== step)) return error
  let value: Json | undefined = data
  for (const [index, step] of path.entries()) {
    if (index < at.length) continue
    if (typeof value !== 'object' || value === null) return error
    if (!Object.hasOwn(value, step)) return new GraphQLError(message, { path: path.slice(0, index), extensions })
    value = (value as Record<string | number, Json>)[step]
  }
  return error
}

/** What is missing against the graph's promise is told, unless an error of a subgraph is at that place, above it or below it. */
export function addFlaw(errors: GraphQLError[], { message, path, lost }: Flaw) {
  const empty = path.slice(0, path.length - lost)
  if (errors.some((error) => error.path && related(error.path, empty))) return
  if (errors.length < mostErrors)
    errors.push(new GraphQLError(message, { path, extensions: { code: 'INVALID_SUBGRAPH_ANSWER' } }))
}

/** Counts errors at the fields they are told of. */
export function countErrors(errors: readonly GraphQLError[], fields: OperationFields) {
  for (const { path } of errors) {
    const field = path && fields.at(path)
    if (field !== undefined) fieldErrors.of(field).n += 1
  }
}
