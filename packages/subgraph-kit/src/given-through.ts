/** What a request is answered through: fastify's reply, or that of the door. */
export type GivenThrough = {
  code(status: number): unknown
  header(name: string, value: string | number | string[]): unknown
  removeHeader(name: string): unknown
  /** Text, or what becomes JSON. */
  send(payload: string | object): unknown
  /** Sends what has one character a byte already; where it cannot, that becomes a buffer. */
  sendBytes?(bytes: string): unknown
  /** Milliseconds since the request came. */
  readonly elapsedTime: number
}
