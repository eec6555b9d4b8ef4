import type { ServerResponse } from 'node:http'

import type { GraphQLError, GraphQLFormattedError } from 'graphql'

import type { First, Part, Parts, Pending } from '../execution/deferred/give-parts.ts'
import { taken } from './taken.ts'

// Answers in parts, over multipart (https://github.com/graphql/graphql-over-http/blob/main/rfcs/IncrementalDelivery.md).
// Two forms are in use, and a client says which it reads:
// - deferSpec=20220824: the proposal of that day (https://github.com/graphql/graphql-spec/tree/48cf7263a71a683fab03d45d309fd42d8d9a6659),
//   as Apollo Client, Relay and Apollo Router speak it.
// - incrementalSpec=v0.2 (https://specs.apollo.dev/incremental/v0.2/): graphql-js 17's present form, which says first what
//   is still to come; Apollo Client's `GraphQL17Alpha9Handler`.

export type PartsSpec = keyof typeof forms

type Format = (error: GraphQLError) => GraphQLFormattedError
type Extensions = { extensions?: unknown }
type Form = {
  parameter: string
  first: (first: First, format: Format) => object
  next: (parts: Parts, format: Format) => object
}

const forms = {
  '20220824': {
    parameter: 'deferSpec=20220824',
    first: (first, format) => ({ ...whatCame(first, format), ...told(first), hasNext: first.rest !== undefined }),
    next: ({ parts, isLast, extensions }, format) => ({
      incremental: withExtensions(
        parts.map(({ path, label, ...part }) => ({
          ...whatCame(part, format),
          path,
          ...(label === undefined ? {} : { label }),
        })),
        extensions,
      ),
      hasNext: !isLast,
    }),
  },
  'v0.2': {
    parameter: 'incrementalSpec=v0.2',
    first: (first, format) => ({
      ...whatCame(first, format),
      ...pendingOf(first.pending),
      ...told(first),
      hasNext: first.rest !== undefined,
    }),
    next: ({ parts, pending, isLast, extensions }, format) => {
      const came = parts.filter(({ data }) => data !== null)
      const incremental = came.map(({ id, ...part }) => ({ id, ...whatCame(part, format) }))
      // What may not be null and is takes the whole part with it: it is over, with its errors.
      const completed = parts.map(({ id, data, errors }) =>
        data === null ? { id, errors: errors.map(format) } : { id },
      )
      return {
        ...pendingOf(pending),
        ...(incremental.length > 0 ? { incremental: withExtensions(incremental, extensions) } : told({ extensions })),
        completed,
        hasNext: !isLast,
      }
    },
  },
} as const satisfies Record<string, Form>

const whatCame = ({ data, errors }: Pick<Part, 'data' | 'errors'>, format: Format) => ({
  data,
  ...(errors.length > 0 ? { errors: errors.map(format) } : {}),
})
const told = ({ extensions }: Extensions) => (extensions === undefined ? {} : { extensions })
const pendingOf = (pending: readonly Pending[]) =>
  pending.length === 0
    ? {}
    : { pending: pending.map(({ id, path, label }) => ({ id, path, ...(label === undefined ? {} : { label }) })) }

/** Clients look for them where data is. */
const withExtensions = (parts: readonly object[], extensions: unknown) =>
  extensions === undefined ? parts : parts.map((part, at) => (at === parts.length - 1 ? { ...part, extensions } : part))

/** In which form a client accepts an answer in parts, if it does. */
export function acceptedParts(accept: string): PartsSpec | undefined {
  if (!accept.includes('multipart/mixed')) return undefined
  const given = accept.split(',').filter((type) => /^\s*multipart\/mixed\b/i.test(type))
  if (given.some((type) => /;\s*deferspec="?20220824"?/i.test(type))) return '20220824'
  return given.some((type) => /;\s*incrementalspec="?v0\.2"?/i.test(type)) ? 'v0.2' : undefined
}

const boundary = '-'
/** The boundary comes at once after a part, not before the next: a client takes a part for whole when it sees it. */
const part = (content: object, isLast: boolean) =>
  `\r\ncontent-type: application/json; charset=utf-8\r\n\r\n${JSON.stringify(content)}\r\n--${boundary}${isLast ? '--\r\n' : ''}`

/** Writes the parts of an answer as they come and as the client takes them. Who takes nothing is let go. */
export async function writeParts(
  raw: ServerResponse,
  spec: PartsSpec,
  headers: Record<string, string>,
  first: First,
  format: Format,
): Promise<void> {
  const { parameter, ...form }: Form = forms[spec]
  const type = `multipart/mixed; boundary="${boundary}"; ${parameter}`
  raw.writeHead(200, { ...headers, 'content-type': type, 'x-accel-buffering': 'no' })
  const write = async (content: object, isLast: boolean) => {
    if (!raw.write(part(content, isLast))) await taken(raw, () => raw.destroy())
  }
  raw.write(`\r\n--${boundary}`)
  await write(form.first(first, format), first.rest === undefined)
  for await (const parts of first.rest ?? []) {
    if (raw.destroyed) return
    await write(form.next(parts, format), parts.isLast)
  }
  raw.end()
}
