import type { Dispatcher } from 'undici'

/** It took longer than it may. What came of it is not known. */
export class TooLate extends Error {
  constructor(milliseconds: number) {
    super(`no answer in ${Math.ceil(milliseconds)} ms`)
    this.name = 'TimeoutError'
  }
}

/** Nobody waits for the answer any more. What came of it is not known. */
export class Abandoned extends Error {
  constructor() {
    super('nobody waits for it any more')
    this.name = 'AbortError'
  }
}

/** Questions under way for one asker: each is a function that ends it. */
export type UnderWay = Set<(why: Error) => void>

export type Answered = {
  statusCode: number
  headers: Record<string, string | string[] | undefined>
  text: string
}

export type Asking = {
  /** `http://127.0.0.1:4001`, without a path. */
  origin: string
  path: string
  method: Dispatcher.HttpMethod
  headers: Record<string, string>
  body: string | null
}

/**
 * Asks over HTTP and reads the answer to its end, in time or not at all (`TooLate`). On undici's own callbacks: its
 * `request` makes a stream of every answer and wants an `AbortSignal`, whose timer goes on long after the answer;
 * together that is more than half of what a short question costs. While it is asked it stands in `underWay`, by which
 * whoever asks can end it.
 */
export const ask = (
  dispatcher: Dispatcher,
  asking: Asking,
  milliseconds: number,
  underWay?: UnderWay,
): Promise<Answered> =>
  new Promise((resolve, reject) => {
    let statusCode = 0
    let headers: Answered['headers'] = {}
    const chunks: Buffer[] = []
    let late: Error | undefined
    let giveUp: ((error: Error) => void) | undefined
    const end = (why: Error) => {
      late = why
      done()
      giveUp?.(why)
      reject(why)
    }
    const timer = setTimeout(() => end(new TooLate(milliseconds)), milliseconds)
    const done = () => {
      clearTimeout(timer)
      underWay?.delete(end)
    }
    underWay?.add(end)
    dispatcher.dispatch(asking, {
      onRequestStart(controller) {
        // It may have waited for a connection longer than it may take.
        if (late) controller.abort(late)
        else giveUp = (error) => controller.abort(error)
      },
      onResponseStart(_, status, told) {
        statusCode = status
        headers = told
      },
      onResponseData(_, chunk) {
        chunks.push(chunk)
      },
      onResponseEnd() {
        done()
        const [first] = chunks
        const read = chunks.length === 1 && first ? first : Buffer.concat(chunks)
        resolve({ statusCode, headers, text: read.toString() })
      },
      onResponseError(_, error) {
        done()
        reject(late ?? error)
      },
    })
  })
