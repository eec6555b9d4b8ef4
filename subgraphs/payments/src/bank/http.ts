import Stripe from 'stripe'
import { Agent, request, type Dispatcher } from 'undici'

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
      const answer = await request(`${protocol}://${host}:${port}${path}`, {
        method: method as Dispatcher.HttpMethod,
        headers: headers as Record<string, string>,
        body: requestData || null,
        dispatcher: agent,
        signal: AbortSignal.timeout(timeout),
      }).catch(plain)
      return new BankResponse(answer)
    },
  }
}

/** Codes on which the SDK would ask again by itself are said in other words. */
function plain(error: Error & { code?: unknown }): never {
  const closed = error.code === 'ECONNRESET' || error.code === 'EPIPE'
  throw closed ? Object.assign(new Error(error.message, { cause: error }), { code: 'CLOSED' }) : error
}

class BankResponse extends Stripe.HttpClientResponse {
  #answer: Dispatcher.ResponseData

  constructor(answer: Dispatcher.ResponseData) {
    super(answer.statusCode, answer.headers as Record<string, string>)
    this.#answer = answer
  }

  override getRawResponse() {
    return this.#answer
  }

  override async toJSON(): Promise<unknown> {
    const text = await this.#answer.body.text().catch((error: unknown) => {
      throw Stripe.HttpClient.makeResponseBodyError(error)
    })
    return this._parseResponseBody(text)
  }
}
