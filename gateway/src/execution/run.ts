import type { GraphQLError } from 'graphql'

import type { GatewayContext } from '../context.ts'
import type { JsonObject } from './json.ts'
import type { FetchNode } from './plan.ts'

/** One execution of a plan: what is known so far, and what went wrong. */
export type Run = {
  client: GatewayContext
  /** As the client sent them: subgraphs read them by their own rules, defaults included. */
  sent: Record<string, unknown>
  /** As the public graph understands them. */
  variables: Record<string, unknown>
  data: JsonObject | undefined
  errors: GraphQLError[]
  /** Fetches that gave nothing, and what they would have given. */
  lost: Lost[]
  /** The client asked what was found in the cache. */
  cache: CacheTold[] | undefined
  /** What subgraphs said before it turned out that JSON must be made of it: they are not asked again. */
  heard: Heard[]
  /** Of an answer in parts: a fetch that other parts wait for is done. */
  fetched?: (id: string) => void
  /** Of a part: what comes before it was put together. What it is made of is not changed before. */
  turn?: Promise<void>
}

/** `representations`: of the entities that were asked about. */
export type Heard = { fetch: FetchNode; representations: string; reply: Reply | Unread | NoReply }

/** Of a fetch: about how much it would have asked a subgraph, and how much of that was kept here. */
export type CacheTold = { service: string; asked: number; found: number }

/** Why a subgraph gave nothing. `FAILED`: it answered, with an error. */
export type Why = 'TIMEOUT' | 'UNREACHABLE' | 'LEFT_ALONE' | 'REFUSED' | 'INVALID_ANSWER' | 'FAILED'
/** Paths from the root, `@` for every element of a list. */
export type Lost = { service: string; why: Why; retryable: boolean; paths: readonly (readonly string[])[] }

/** What a subgraph said, in its form; what it is about was not looked at. */
export type Reply = { data?: JsonObject | null; errors?: ReplyError[] }
export type ReplyError = { message: string; path?: unknown; extensions?: unknown }
/** It did not answer, or not in GraphQL. The error is for the client. */
export type NoReply = { unavailable: { message: string; extensions: Record<string, unknown>; why: Why } }

/** What a subgraph wrote, as it is, one character a byte: it was looked at, and may be given on. */
export type Unread = { bytes: string }

/** What is read of a reply: its text, or its bytes in UTF-8 with one character each, which cost next to nothing to read and to write. */
export type Form = 'text' | 'bytes'

/** Makes of a reply what is wanted of it; undefined: it is no answer. `bytes`: the same in UTF-8, only lent. */
export type Read<T> = (told: string, bytes: Uint8Array) => T | undefined

/** Of a subscription. `beat`: nothing happened, it is there. `complete`: it is over, by itself. */
export type SubgraphEvent =
  | { kind: 'next'; id: string | undefined; reply: Reply }
  | { kind: 'beat' }
  | { kind: 'complete' }

/** Asks one subgraph. It never throws for what the subgraph does. */
export type Subgraph = {
  /** Follows a subscription, from its beginning or after an event. It ends where the connection does, and throws as one that cannot be had. */
  follow?(
    body: string,
    client: GatewayContext,
    lastEventId: string | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<SubgraphEvent>
  /** `read` is given the text of the reply, unless told. */
  ask<T extends object>(
    body: string,
    changes: boolean,
    client: GatewayContext,
    read: Read<T>,
    form?: Form,
  ): Promise<T | NoReply>
  /** It answered in GraphQL, but not what was asked for. */
  unusable(detail: string, changes: boolean): NoReply['unavailable']
}
