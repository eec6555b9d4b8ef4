import type { Books, Transaction } from './books/books.ts'
import type { Scenario } from './scenario/scenario.ts'
import type { Form } from './wire/form.ts'
import type { View } from './wire/view.ts'

/** The running bank. */
export type Bank = {
  books: Books
  scenario: Scenario
  clock: () => Date
  /** Where a browser reaches its hosted pages. */
  publicUrl: string
  /** True when the merchant's endpoint wants events of this type. */
  wantsEvent: (type: string) => boolean
}

/** One thing that is being written into the books. */
export type Posting = {
  bank: Bank
  tx: Transaction
  view: View
  /** Seconds since the epoch. */
  now: number
  requestId: string | null
  idempotencyKey: string | null
}

/** One request to the API, as its handler sees it. Handlers are synchronous: nothing can come between their reads and puts. */
export type Call = Posting & {
  form: Form
  /** The object's id in the path, or an empty string. */
  id: string
}

export function newPosting(bank: Bank, requestId: string | null = null, idempotencyKey: string | null = null): Posting {
  const tx = bank.books.begin()
  const view = { reader: tx, publicUrl: bank.publicUrl }
  return { bank, tx, view, now: seconds(bank.clock()), requestId, idempotencyKey }
}

export type Route = {
  method: 'GET' | 'POST'
  path: string
  handle: (call: Call) => object
  /** How long the issuer takes before anything happens, in milliseconds. */
  lingers?: (call: Call) => number
}

export const seconds = (at: Date) => Math.floor(at.getTime() / 1000)
