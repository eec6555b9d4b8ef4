import type { UnderWay } from '@staygraph/subgraph-kit/ask'

import type { Response } from './response.ts'

/** No connection could be had, or it ended before anything was sent: surely nobody heard of the question. */
export class NotSent extends Error {
  readonly code: string
  constructor(cause: Error & { code?: string }) {
    super(cause.message, { cause })
    this.code = cause.code ?? cause.name
  }
}

export type Asking<T> = {
  /** All that is sent, one character a byte. */
  bytes: string
  milliseconds: number
  /** Where it stands while it is asked: by that, whoever asks can end it. */
  underWay: UnderWay | undefined
  /** Makes of the answer what is wanted, at once: the answer is only lent. */
  read: (response: Response) => T
  /** Makes of what went wrong what is wanted, or throws. Unless told, it is thrown as it is. */
  failed?: (error: Error) => T
}

/** A question that waits for a connection or for its answer. It is settled once; whoever settles it says so to both sides. */
export type Question = {
  readonly bytes: string
  /** By `performance.now()`. */
  readonly until: number
  /** Where it is asked, once it is. */
  connection: { destroy(): void } | undefined
  answer(response: Response): void
  fail(error: Error): void
  /** Its time is over. */
  endLate(): void
}
