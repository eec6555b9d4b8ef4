import { GraphQLError } from 'graphql'

import { isObject, type Path } from './json.ts'
import type { ReplyError, Run } from './run.ts'

/** No answer tells of more errors than this: a list of a thousand rows may miss a thousand things. */
export const mostErrors = 100

export function addError(run: Run, message: string, path: Path | undefined, extensions: Record<string, unknown>) {
  if (run.errors.length < mostErrors)
    run.errors.push(new GraphQLError(message, { ...(path ? { path } : {}), extensions }))
}

/** An error of a subgraph, at its place in our answer. Its code is its own if it looks like one. */
export function addSubgraphError(run: Run, service: string, error: ReplyError, path: Path | undefined) {
  // `http` would set the status and headers of our answer.
  const { http: _, ...extensions } = isObject(error.extensions) ? error.extensions : {}
  const { code } = extensions
  addError(run, error.message, path, {
    ...extensions,
    code: typeof code === 'string' && /^[A-Z][A-Z0-9_]{0,63}$/.test(code) ? code : 'DOWNSTREAM_SERVICE_ERROR',
    serviceName: service,
    service,
  })
}

/** A path as a subgraph gave it, if it is one. */
export const readPath = (path: unknown): Path | undefined =>
  Array.isArray(path) && path.length <= 200 && path.every((step) => typeof step === 'string' || Number.isInteger(step))
    ? (path as Path)
    : undefined

/** Whether one path leads through the other: an error at the one explains what is missing at the other. */
export const related = (one: readonly (string | number)[], other: readonly (string | number)[]) => {
  const shorter = Math.min(one.length, other.length)
  for (let at = 0; at < shorter; at += 1) if (one[at] !== other[at]) return false
  return true
}
