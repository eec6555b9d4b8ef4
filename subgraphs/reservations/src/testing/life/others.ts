import { hearDispute } from '../../use-cases/money/hear-dispute.ts'
import { cards } from '../payments-stand-in.ts'
import { Book, tellWish, type Line, type Wish } from './guests.ts'
import type { Guest, Model } from './model.ts'
import type { Stage } from './stage.ts'
import { tellStrike, type Strike } from './strikes.ts'

/** The bank decides a payment that is open there, and tells of it once, twice or never. */
export class BankSays implements Line {
  readonly which: number
  readonly says: 'CAPTURED' | 'DECLINED' | 'PENDING'
  readonly copies: number
  constructor(which: number, says: 'CAPTURED' | 'DECLINED' | 'PENDING', copies: number) {
    this.which = which
    this.says = says
    this.copies = copies
  }
  check = (model: Readonly<Model>) => model.guests.length > 0
  async run(model: Model, stage: Stage) {
    for (const { id } of await rowsOf(model.pick(this.which), stage)) {
      stage.payments.bankSays(id, this.says)
      for (let copy = 0; copy < this.copies; copy += 1) stage.mailbag.push(id)
    }
  }
  toString = () =>
    `\n  · the bank says ${this.says} to guest ${this.which} (counted round), and tells it ${this.copies} times`
}

/** One of the bank's events arrives, whichever; perhaps it arrives again later. */
export class EventArrives implements Line {
  readonly index: number
  readonly again: boolean
  readonly strike: Strike | null
  constructor(index: number, again: boolean, strike: Strike | null) {
    this.index = index
    this.again = again
    this.strike = strike
  }
  check = () => true
  run = (_: Model, stage: Stage) => stage.deliver(this.index, this.again, this.strike)
  toString = () => `\n  · event ${this.index} arrives${this.again ? ', and will again' : ''}${tellStrike(this.strike)}`
}

/** A cardholder complains, and the bank decides. Nothing of the stay changes by it. */
export class Dispute implements Line {
  readonly which: number
  readonly end: 'WON' | 'LOST' | null
  constructor(which: number, end: 'WON' | 'LOST' | null) {
    this.which = which
    this.end = end
  }
  check = (model: Readonly<Model>) => model.guests.length > 0
  async run(model: Model, stage: Stage) {
    const id = (await rowsOf(model.pick(this.which), stage)).at(-1)?.id
    const payment = [...stage.payments.payments.values()].find(({ request }) => request.reservationId === id)
    if (id === undefined || payment?.outcome.status !== 'CAPTURED') return
    const event = {
      reservationId: id,
      paymentId: payment.paymentId,
      disputeId: `d-${payment.paymentId}`,
      amount: payment.request.amount,
      currency: payment.request.currency,
      covered: 0,
      openedAt: stage.clock.now().toISOString(),
    }
    // The end before the beginning, and the beginning twice.
    for (const status of [...(this.end ? [this.end] : []), 'OPEN', 'OPEN'] as const)
      await hearDispute({ ...event, status }, stage.services)
  }
  toString = () =>
    `\n  · guest ${this.which} (counted round) disputes the payment, and the bank says ${this.end ?? 'nothing yet'}`
}

export class Time implements Line {
  readonly seconds: number
  readonly strike: Strike | null
  constructor(seconds: number, strike: Strike | null) {
    this.seconds = seconds
    this.strike = strike
  }
  check = () => true
  async run(_: Model, stage: Stage) {
    await stage.passUntil(stage.clock.now().getTime() + this.seconds * 1_000)
    await stage.sweep(this.strike)
  }
  toString = () => `\n  · ${this.seconds} seconds pass${tellStrike(this.strike)}`
}

/**
 * A payment is asked for just before the hold ends, and payments begins it just after. Meanwhile others want the rooms:
 * who paid too late has them if they are still free, else the money back.
 */
export class PayTooLate implements Line {
  readonly wish: Wish
  readonly rivals: number
  constructor(wish: Wish, rivals: number) {
    this.wish = wish
    this.rivals = rivals
  }
  check = () => true
  async run(model: Model, stage: Stage) {
    await new Book(this.wish, null, cards.good, { effect: 0, how: 'UNSENT', of: 'take' }).run(model, stage)
    await new Time(590, { effect: 0, how: 'LATE', of: 'take' }).run(model, stage)
    await new Time(30, null).run(model, stage)
    for (let rival = 0; rival < this.rivals; rival += 1)
      await new Book(this.wish, null, cards.good, null).run(model, stage)
    await new Time(90, null).run(model, stage)
  }
  toString = () =>
    `\n  · a guest pays too late for ${tellWish(this.wish)}, and ${this.rivals} others book the same meanwhile`
}

/** A booking that the partner was asked for, and nobody heard of, comes to be after all. */
export class LateBookingArrives implements Line {
  check = () => true
  async run(_: Model, stage: Stage) {
    stage.partner.arrive()
  }
  toString = () => '\n  · what lay about at the partner is booked there now'
}

const rowsOf = async (guest: Guest | undefined, stage: Stage) => (guest ? stage.rowsOf(guest) : [])
