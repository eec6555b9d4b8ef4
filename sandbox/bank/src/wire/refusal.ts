/** The wire's error types. */
export type RefusalType = 'invalid_request_error' | 'card_error' | 'idempotency_error' | 'api_error'

export type RefusalOptions = {
  status: number
  type: RefusalType
  message: string
  code?: string
  param?: string
  declineCode?: string
  charge?: string
  /** The intent as it stands, when the refusal concerns one. */
  intent?: object
  /** What was done before the refusal stands (a declined attempt is remembered, a fault comes after its effect). */
  keep?: boolean
  /** The answer belongs to the idempotency key. Parameters that fail validation leave the key free, as on the real wire. */
  stored?: boolean
  /** Cut the connection instead of answering. */
  drop?: boolean
}

/** A request the bank says no to, in the wire's own words. */
export class Refusal extends Error {
  readonly options: RefusalOptions

  constructor(options: RefusalOptions) {
    super(options.message)
    this.options = options
  }

  body(requestId: string): object {
    const { type, message, code, param, declineCode, charge, intent } = this.options
    return {
      error: {
        ...(charge && { charge }),
        ...(code && { code, doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}` }),
        ...(declineCode && { decline_code: declineCode }),
        message,
        ...(param && { param }),
        ...(intent && { payment_intent: intent }),
        request_log_url: `https://dashboard.stripe.com/test/logs/${requestId}`,
        type,
      },
    }
  }
}

/** A parameter is missing, unknown or malformed. */
export const badParameter = (message: string, param?: string, code?: string) =>
  new Refusal({ status: 400, type: 'invalid_request_error', message, ...(param && { param }), ...(code && { code }) })

/** There is no such object. */
export const missing = (what: string, id: string, param = 'id') =>
  new Refusal({
    status: param === 'id' ? 404 : 400,
    type: 'invalid_request_error',
    code: 'resource_missing',
    message: `No such ${what}: '${id}'`,
    param: param === 'id' ? 'intent' : param,
  })

/** The object is not in a state in which this can be done. */
export const wrongState = (message: string, intent?: object, code = 'payment_intent_unexpected_state') =>
  new Refusal({
    status: 400,
    type: 'invalid_request_error',
    code,
    message,
    stored: true,
    ...(intent && { intent }),
  })
