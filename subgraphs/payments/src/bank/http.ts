import { ask } from '@staygraph/subgraph-kit/ask'
import Stripe from 'stripe'
import { Agent, type Dispatcher } from 'undici'

/**
 * The SDK's requests over undici. Two reasons: the SDK's own client asks again by itself when a connection is cut, and
 * then reports only how the second try ended ("refused": nothing sent?), which must never be mistaken for "not asked";
 * and it takes less of the processor.
 */
export function bankHttp(connections: number): NonNullable<Stripe.StripeConfig['httpClient']> {
  const agent = new Agent({ connections, keepAliveTimeout: 4_000, connect: { timeout: 2_000 } })
  return {
    getClientName: () => 'undici',
    async makeRequest(host, port, path, method, headers, requestData, protocol, timeout) {
      const asking = {
        origin: `${protocol}://${host}:${port}`,
        path,
        method: method as Dispatcher.HttpMethod,
        headers: headers as Record<string, string>,
        body: requestData || null,
      }
      const { statusCode, headers: told, text } = await ask(agent, asking, timeout).catch(plain)
      return new BankResponse(statusCode, told as Record<string, string>, text)
    },
  }
}

/** Codes on which the SDK would ask again by itself are said in other words. */
function plain(error: Error & { code?: unknown }): never {
  const closed = error.code === 'ECONNRESET' || error.code === 'EPIPE'
  throw closed ? Object.assign(new Error(error.message, { cause: error }), { code: 'CLOSED' }) : error
}

/** Read to its end already: an answer that breaks off is none. */
class BankResponse extends Stripe.HttpClientResponse {
  #read: { text: string }

  constructor(status: number, headers: Record<string, string>, text: string) {
    super(status, headers)
    this.#read = { text }
  }

  override getRawResponse() {
    return this.#read // the SDK hangs what it knows of the request on it
  }

  override async toJSON(): Promise<unknown> {
    const said: unknown = this._parseResponseBody(this.#read.text)
    if (typeof said === 'object' && said !== null) return said
    throw Stripe.HttpClient.makeResponseBodyError(new TypeError('not an object')) // the SDK would stumble over it
  }
}
