import { ApolloLink } from '@apollo/client'
import hashes from 'operations:hashes'
import { mergeMap, of } from 'rxjs'

// The gateway knows our operations (gateway/operations/site.json): they are asked for by hash, without their text. One
// that does not, because it is older or newer than this page, says so, has done nothing, and gets the text.

type Answer = { errors?: readonly { extensions?: { code?: unknown } }[] }

const unknownThere = new Set<string>()

/** What stands for an operation's text in a request; undefined: only the text itself does. */
export function persisted(name: string | undefined) {
  const sha256Hash = name === undefined || unknownThere.has(name) ? undefined : hashes[name]
  return sha256Hash === undefined ? undefined : { persistedQuery: { version: 1, sha256Hash } }
}

/** Whether the text has to be sent after all; remembered as long as the page lives. */
export function wantsText(name: string, { errors }: Answer): boolean {
  const wants = errors?.some(({ extensions }) => extensions?.code === 'PERSISTED_QUERY_NOT_FOUND') ?? false
  if (wants) unknownThere.add(name)
  return wants
}

export const byHash = new ApolloLink((operation, forward) => {
  const name = operation.operationName ?? ''
  const extensions = persisted(name)
  if (!extensions) return forward(operation)
  Object.assign(operation.extensions, extensions)
  operation.setContext({ http: { includeQuery: false } })
  return forward(operation).pipe(
    mergeMap((answer) => {
      if (!wantsText(name, answer as Answer)) return of(answer)
      delete operation.extensions['persistedQuery']
      operation.setContext({ http: { includeQuery: true } })
      return forward(operation)
    }),
  )
})
