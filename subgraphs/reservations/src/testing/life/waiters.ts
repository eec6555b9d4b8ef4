import { randomUUID } from 'node:crypto'

import { joinWaitingList } from '../../use-cases/waiting-list/join-waiting-list.ts'
import { leaveWaitingList } from '../../use-cases/waiting-list/leave-waiting-list.ts'
import { waitingToken } from '../../use-cases/waiting-list/waiting-token.ts'
import { askToBook, stayOf, tellWish, type Line, type Wish } from './guests.ts'
import { insist } from './insist.ts'
import type { Model, Waiter } from './model.ts'
import { holds, isOneOf } from './must.ts'
import type { Stage } from './stage.ts'
import { tellStrike, type Strike } from './strikes.ts'

/** Longer than any list is open. */
const closesAt = new Date('2027-07-01T00:00:00.000Z')
const tokenOf = ({ id }: Waiter, stage: Stage) => waitingToken(id, closesAt, stage.services)

/** Somebody finds a stay sold out, and waits for it. */
export class Join implements Line {
  readonly wish: Wish
  readonly strike: Strike | null
  constructor(wish: Wish, strike: Strike | null) {
    this.wish = wish
    this.strike = strike
  }
  check = () => true
  async run(model: Model, stage: Stage) {
    const stay = await stage.offer(stayOf(this.wish, false))
    const input = {
      offerId: stay.offer,
      guest: { givenName: 'Grace', familyName: 'Hopper', email: `${randomUUID()}@example.com` },
      idempotencyKey: randomUUID(),
    }
    const answer = await insist(stage, this.strike, (context) => joinWaitingList(input, context))
    isOneOf('who wants to wait is answered', answer.__typename, ['WaitingListEntry', 'RoomsFree', 'NoWaitingList'])
    if (answer.__typename !== 'WaitingListEntry') return
    holds('who waits for rooms may find them taken', model.mayBeFull(stay), true)
    model.waiters.push({ id: answer.id, stay, guest: null, left: false })
  }
  toString = () => `\n  · somebody waits for ${tellWish(this.wish)}${tellStrike(this.strike)}`
}

/** What somebody who waits does. */
abstract class AsWaiter implements Line {
  readonly which: number
  readonly strike: Strike | null
  constructor(which: number, strike: Strike | null) {
    this.which = which
    this.strike = strike
  }
  check = (model: Readonly<Model>) => model.waiters.length > 0
  async run(model: Model, stage: Stage) {
    const waiter = model.waiters[this.which % model.waiters.length]
    if (waiter) await this.as(waiter, model, stage)
  }
  abstract as(waiter: Waiter, model: Model, stage: Stage): Promise<void>
}

/** They book what may be held for them, or ask again. */
export class TakeUp extends AsWaiter {
  readonly card: string
  constructor(which: number, card: string, strike: Strike | null) {
    super(which, strike)
    this.card = card
  }
  async as(waiter: Waiter, model: Model, stage: Stage) {
    if (!waiter.guest) {
      waiter.guest = model.guest(waiter.stay)
      stage.inputs.set(waiter.guest, {
        offerId: waiter.stay.offer,
        guest: { givenName: 'Grace', familyName: 'Hopper', email: 'grace@example.com' },
        paymentMethodId: this.card,
        idempotencyKey: randomUUID(),
        waitingListEntry: await tokenOf(waiter, stage),
      })
    }
    await askToBook(model, stage, waiter.guest, this.strike)
  }
  override toString = () =>
    `\n  · who waits as ${this.which} (counted round) books what is held${tellStrike(this.strike)}`
}

export class Leave extends AsWaiter {
  as = (waiter: Waiter, _: Model, stage: Stage) => leave(waiter, stage, this.strike)
  override toString = () => `\n  · who waits as ${this.which} (counted round) waits no longer${tellStrike(this.strike)}`
}

async function leave(waiter: Waiter, stage: Stage, strike: Strike | null) {
  const token = await tokenOf(waiter, stage)
  const left = await insist(stage, strike, async (context) => ({ entry: await leaveWaitingList(token, context) }))
  isOneOf('who left is', left.entry?.state ?? null, ['LEFT', 'MISSED', 'CLOSED', 'BOOKED', 'BOOKING'])
  waiter.left = true
}

/** Nobody waits any longer, and what was kept for them is on sale again. */
export async function leaveAll(model: Model, stage: Stage): Promise<void> {
  for (const waiter of model.waiters) await leave(waiter, stage, null)
}
