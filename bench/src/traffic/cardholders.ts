import { setTimeout as sleep } from 'node:timers/promises'

import { request } from 'undici'
import { z } from 'zod'

import type { Dice } from '../dice.ts'
import { type Booking, isConfirmed, newest } from './booking.ts'

export interface CardholdersSurroundings {
  /** The sandbox bank's base URL: these people never meet us, only their bank. */
  bank: string
  dice: Dice
  bookings: Booking[]
  count: (what: string) => void
}

const ledger = z.object({
  intents: z.array(z.object({ id: z.string(), captured: z.number(), metadata: z.record(z.string(), z.string()) })),
  disputes: z.array(z.object({ id: z.string(), intent: z.string(), status: z.string() })),
})
const over = ['won', 'lost', 'warning_closed']
const reasons = ['fraudulent', 'product_not_received', 'product_unacceptable', 'duplicate'] as const

/** Guests who complain at their bank, and the bank that decides. A bank that is just away is not told. */
export const createCardholders = ({ bank, dice, bookings, count }: CardholdersSurroundings) => {
  const tell = async (path: string, body?: object): Promise<unknown> =>
    request(`${bank}/_sandbox/${path}`, {
      method: body ? 'POST' : 'GET',
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(10_000),
    })
      .then(async ({ statusCode, body: answer }) => {
        if (statusCode < 300) return answer.json()
        await answer.dump()
        return undefined
      })
      .catch(() => undefined) // also when it goes away in the middle of its answer
  const read = async () => ledger.safeParse(await tell('ledger')).data

  const decide = async (dispute: { id: string; intent: string }, intents: z.infer<typeof ledger>['intents']) => {
    const outcome = dice.roll() < 0.5 ? 'won' : 'lost'
    const told = await tell(`disputes/${dispute.id}/decide`, { outcome })
    if (told === undefined) return false
    const of = intents.find(({ id }) => id === dispute.intent)?.metadata['reservation_id']
    const booking = bookings.find((some) => of !== undefined && newest(some)?.id === of)
    if (booking) booking.dispute = { id: dispute.id, outcome }
    count(`a dispute ${outcome}`)
    return true
  }

  return {
    /** One complains about a stay that was paid, or the bank decides about a complaint. */
    act: async (): Promise<void> => {
      const books = await read()
      if (!books) return
      const [first, ...others] = books.disputes.filter(({ status }) => !over.includes(status))
      if (first && dice.roll() < 0.5) return void (await decide(dice.pick([first, ...others]), books.intents))
      const disputed = new Set(books.disputes.map(({ intent }) => intent))
      const ours = new Set(bookings.flatMap((booking) => (isConfirmed(booking) ? (newest(booking)?.id ?? []) : [])))
      const [intent, ...more] = books.intents.filter(
        ({ id, captured, metadata }) => captured > 0 && !disputed.has(id) && ours.has(metadata['reservation_id'] ?? ''),
      )
      if (!intent) return
      const { id, captured } = dice.pick([intent, ...more])
      const part = dice.roll() < 0.3 ? { amount: dice.whole(1, captured) } : {}
      const complaint = { reason: dice.pick(reasons), inquiry: dice.roll() < 0.2, ...part }
      const opened = await tell(`payment_intents/${id}/dispute`, complaint)
      count(`a dispute ${opened === undefined ? 'that could not be opened' : 'opened'}`)
    },
    /** Every complaint is decided in the end. Answers how many are not. */
    finish: async (deadline: number): Promise<number> => {
      for (;;) {
        const books = await read()
        const open = books?.disputes.filter(({ status }) => !over.includes(status))
        for (const dispute of open ?? []) await decide(dispute, books?.intents ?? [])
        if (open?.length === 0 || Date.now() > deadline) return open?.length ?? 1
        await sleep(500)
      }
    },
  }
}
