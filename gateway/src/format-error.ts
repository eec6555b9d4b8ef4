import { unwrapResolverError } from '@apollo/server/errors'
import type { Logger } from '@staygraph/subgraph-kit/log'
import type { GraphQLFormattedError } from 'graphql'

import { graphErrors } from './gateway-metrics.ts'

/** Codes under which a subgraph or Apollo tells of a bug: its words are for our log, not for the client. */
const bugs = new Set(['INTERNAL_SERVER_ERROR', 'DOWNSTREAM_SERVICE_ERROR', 'GRAPHQL_VALIDATION_FAILED'])

/** What clients may read in an error's extensions. Everything else stays inside. */
const told = ['retryable', 'retryAfterSeconds', 'field'] as const

/**
 * The last hand on an error before it leaves: its code, the service it came from, and nothing of our inside. Client and
 * subgraph can both fail validation; only the client's own mistake is told in detail.
 */
export const formatError =
  (logger: Logger) =>
  (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const { code: given = 'INTERNAL_SERVER_ERROR', serviceName, service = serviceName } = formatted.extensions ?? {}
    const code = (service === undefined && formatted.extensions?.['refusedAs']) || given
    const from = typeof service === 'string' ? service : undefined
    const bug = bugs.has(String(code)) && (from !== undefined || code !== 'GRAPHQL_VALIDATION_FAILED')
    graphErrors.inc({ code: bug ? 'INTERNAL_SERVER_ERROR' : String(code), service: from ?? 'gateway' })
    if (bug) logger.error({ err: unwrapResolverError(error), service: from, code }, 'an operation failed')
    const { message, locations, path, extensions } = formatted
    return {
      message: bug
        ? `Something failed${from ? ` in ${from}` : ' here'}. It is logged.`
        : from
          ? message
          : plain(message),
      ...(locations ? { locations } : {}),
      ...(path ? { path: upToList(path) } : {}),
      extensions: {
        code: bug ? 'INTERNAL_SERVER_ERROR' : code,
        ...(from ? { service: from } : {}),
        ...Object.fromEntries(told.flatMap((key) => (extensions?.[key] === undefined ? [] : [[key, extensions[key]]]))),
      },
    }
  }

/** Some rules of graphql-js guess at what was meant, whatever they are told. What our graph has is told by introspection. */
const plain = (message: string) => message.replace(/ Did you mean [^?]*\?$/, '')

/** The planner writes `@` for every item of a list, which is no path in an answer: then the list itself is named. */
const upToList = (path: readonly (string | number)[]) => (path.includes('@') ? path.slice(0, path.indexOf('@')) : path)
