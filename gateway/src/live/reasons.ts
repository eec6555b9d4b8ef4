import { refuse } from '../execution/refusals.ts'

/** Why nobody is followed any more, or not at all. With `retryable`, and the cursor of the last event, nothing is missed. */
const reasons = {
  RECONNECT: { status: 503, retryable: true, message: 'This gateway stops. Come back with the last cursor.' },
  TOO_MANY_STREAMS: { status: 429, retryable: true, message: 'Too many are followed at once. End some, or wait.' },
  NOT_ACCEPTABLE: { status: 406, retryable: false, message: 'This is not answered in events.' },
  SLOW_CLIENT: {
    status: 503,
    retryable: true,
    message: 'You took nothing for too long. Come back with the last cursor.',
  },
  GRAPH_CHANGED: {
    status: 503,
    retryable: true,
    message: 'The graph changed, and this can only be begun anew in it. Come back with the last cursor.',
  },
} as const

export function goneFor(code: keyof typeof reasons) {
  const { message, status, retryable } = reasons[code]
  const error = refuse(code, message, status)
  error.extensions['retryable'] = retryable
  return error
}

/** A subgraph that cannot be followed, or not any more. */
export function notFollowed(service: string, retryable: boolean) {
  const message = `${service} does not answer at the moment. Try again in a little while, with the last cursor.`
  const error = refuse('SUBGRAPH_UNAVAILABLE', message, 503)
  Object.assign(error.extensions, { service, retryable })
  return error
}
