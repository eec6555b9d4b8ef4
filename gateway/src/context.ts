import { Abandoned, type UnderWay } from '@staygraph/subgraph-kit/ask'
import type { Viewer } from '@staygraph/subgraph-kit/identity'

import type { Seen } from './seen/seen.ts'

/**
 * What one request of a client carries through the plan to the subgraphs. It is made from nothing by `graphql-answer.ts`:
 * no header of the client is in it, so none can reach a subgraph.
 */
export type GatewayContext = {
  viewer: Viewer
  /** The client's address, as the proxies we trust tell it: for the limits of whoever is asked. */
  clientAddress: string
  /** The value of the refresh cookie. It goes to customers only. */
  refreshCookie: string | undefined
  /** Cookies that customers set: they go back to the client. */
  setCookies: string[]
  /** When the whole request must be answered, in milliseconds of `Date.now()`. */
  deadline: number
  /** Questions to subgraphs that end when the client leaves. */
  underWay: UnderWay
  /** How much subgraphs have answered for it, in characters. */
  received: number
  /** How it goes. Apollo Server copies the context: what is written after that must be in an object of its own. */
  course: {
    /** Its connection closed before it was answered. */
    left: boolean
    /** Its operation, once it is known to be one. */
    seen: Seen | undefined
    /** Its answer has one character a byte already (`execution/written.ts`). */
    inBytes?: boolean
  }
}

/** The client waits no more: what is under way for it ends, and nothing that only answers it is begun. */
export function clientLeft(client: GatewayContext) {
  client.course.left = true
  for (const end of client.underWay) end(new Abandoned())
}

/** The name of the refresh cookie. `__Host-`: only over TLS (or localhost), only from this host, for every path of it. */
export const refreshCookieName = '__Host-staygraph-refresh'
