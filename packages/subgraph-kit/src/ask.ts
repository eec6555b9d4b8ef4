import type { Dispatcher } from 'undici'

/** It took longer than it may. What came of it is not known. */
export class TooLate extends Error {
  constructor(milliseconds: number) {
    super(`no answer in ${Math.ceil(milliseconds)} ms`)
    this.name = 'TimeoutError'
  }
}

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
 * together that is more than half of what a short question costs.
 */
export const ask = (dispatcher: Dispatcher, asking: Asking, milliseconds: number): Promise<Answered> =>
  new Promise((resolve, reject) => {
    let statusCode = 0
    let headers: Answered['headers'] = {}
    const chunks: Buffer[] = []
    let late: TooLate | undefined
    let giveUp: ((error: Error) => void) | undefined
    const timer = setTimeout(() => {
      late = new TooLate(milliseconds)
      giveUp?.(late)
      reject(late)
    }, milliseconds)
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
        clearTimeout(timer)
        const [first] = chunks
        const read = chunks.length === 1 && first ? first : Buffer.concat(chunks)
        resolve({ statusCode, headers, text: read.toString() })
      },
      onResponseError(_, error) {
        clearTimeout(timer)
        reject(late ?? error)
      },
    })
  })
