/**
 * Something outside the code stands in the way (a busy port, a missing tool, no network). The message says what, the
 * way out says what to do about it. Whoever catches it at the edge prints both and no stack.
 */
export class CannotStart extends Error {
  override readonly name = 'CannotStart'
  readonly wayOut: string

  constructor(message: string, wayOut: string, options?: ErrorOptions) {
    super(message, options)
    this.wayOut = wayOut
  }
}
