import { randomUUID } from 'node:crypto'

import type fc from 'fast-check'

import { bookRoom } from '../../use-cases/book-room.ts'
import { cancelReservation } from '../../use-cases/cancel-reservation.ts'
import { changeStay } from '../../use-cases/change-stay.ts'
import { refundGuest } from '../../use-cases/money/refund-guest.ts'
import { previewCancellation } from '../../use-cases/preview-cancellation.ts'
import { cards } from '../payments-stand-in.ts'
import type { Mood } from '../supplier-stand-in.ts'
import { insist } from './insist.ts'
import { look, see } from './look.ts'
import type { Guest, Model, Stay } from './model.ts'
import { holds, isOneOf, wrong } from './must.ts'
import { UNHEARD, type Stage } from './stage.ts'
import { tellStrike, type Strike } from './strikes.ts'

/** A line of the script. */
export type Line = fc.AsyncCommand<Model, Stage>
export type Wish = { rooms: string[]; from: number; length: number; night: number; fee: number }

const cardNames = Object.fromEntries(Object.entries(cards).map(([name, id]) => [id, name]))
export const tellWish = ({ rooms, from, length, night, fee }: Wish) =>
  `rooms ${rooms.join('+')}, ${from} to ${from + length} June, ${night} a night, fee ${fee}`
export const stayOf = ({ rooms, from, length, night, fee }: Wish, partner: boolean): Omit<Stay, 'offer'> => ({
  rooms,
  from,
  to: from + length,
  price: night,
  fee,
  partner,
})

/** Asks to book, for the first time or again, and holds the answer against the model. */
export async function askToBook(model: Model, stage: Stage, guest: Guest, strike: Strike | null) {
  const input = stage.inputs.get(guest)
  if (!input) throw new Error(`${guest.name} never asked`)
  const askedBefore = stage.asked.has(guest)
  stage.asked.add(guest)
  const answer = await stage.ask(strike, (context) => bookRoom(input, context))
  if (answer === UNHEARD) {
    if (guest.belief === 'NOTHING') guest.belief = 'UNKNOWN' // told to try again, they did
    return
  }
  const told = (...beliefs: Guest['belief'][]) =>
    isOneOf(`${guest.name} is told ${answer.__typename}, and before`, guest.belief, beliefs)
  switch (answer.__typename) {
    case 'Reservation':
      if (guest.belief === 'NOTHING') guest.belief = 'UNKNOWN'
      if (!askedBefore && !input.waitingListEntry)
        holds(`${guest.name} has no closed night`, model.closedNightsOf(guest.stay), [])
      return see(model, guest, answer)
    case 'PaymentActionRequired':
      if (guest.belief === 'NOTHING') guest.belief = 'UNKNOWN'
      return see(model, guest, answer.reservation)
    case 'RoomTaken':
      if (!guest.stay.partner && guest.belief !== 'UNDER_WAY') {
        guest.belief = 'NOTHING'
        holds(`${guest.name} is refused a room that may be taken`, model.mayBeFull(guest.stay), true)
      }
      break
    case 'PaymentDeclined':
    case 'TryAgainLater':
    case 'OfferExpired':
    case 'WaitingOfferOver':
      break
    case 'IdempotencyConflict':
    case 'InvalidGuest':
    case 'InvalidStay':
    case 'OfferInvalid':
    case 'PriceChanged':
      wrong(`${guest.name} is answered ${answer.__typename}`)
  }
  told('UNKNOWN', 'UNDER_WAY', 'NOTHING')
  guest.belief = 'NOTHING'
}

export class Book implements Line {
  readonly wish: Wish
  readonly mood: Mood | null
  readonly card: string
  readonly strike: Strike | null
  constructor(wish: Wish, mood: Mood | null, card: string, strike: Strike | null) {
    this.wish = wish
    this.mood = mood
    this.card = card
    this.strike = strike
  }
  check = () => true
  async run(model: Model, stage: Stage) {
    if (this.mood) stage.partner.mood = this.mood
    const guest = model.guest(await stage.offer(stayOf(this.wish, this.mood !== null)))
    stage.inputs.set(guest, {
      offerId: guest.stay.offer,
      guest: { givenName: 'Ada', familyName: 'Lovelace', email: 'ada@example.com' },
      paymentMethodId: this.card,
      idempotencyKey: randomUUID(),
    })
    await askToBook(model, stage, guest, this.strike)
  }
  toString = () =>
    `\n  · a guest books ${this.mood ? `with a partner that ${this.mood}, ` : ''}${tellWish(this.wish)}, card ${cardNames[this.card]}${tellStrike(this.strike)}`
}

/** What somebody does about a guest who is already there. */
abstract class About implements Line {
  readonly which: number
  readonly strike: Strike | null
  constructor(which: number, strike: Strike | null = null) {
    this.which = which
    this.strike = strike
  }
  check = (model: Readonly<Model>) => model.guests.length > 0
  async run(model: Model, stage: Stage) {
    const guest = model.pick(this.which)
    if (guest) await this.about(guest, model, stage)
  }
  abstract about(guest: Guest, model: Model, stage: Stage): Promise<void>
}

export class AskAgain extends About {
  about = (guest: Guest, model: Model, stage: Stage) => askToBook(model, stage, guest, this.strike)
  override toString = () =>
    `\n  · guest ${this.which} (counted round) asks again with the same key${tellStrike(this.strike)}`
}

export class LookUp extends About {
  about = (guest: Guest, model: Model, stage: Stage) => look(model, stage, guest)
  override toString = () => `\n  · guest ${this.which} (counted round) looks at their trips`
}

export class Cancel extends About {
  /** The partner does not let go of the booking just now. */
  readonly keeps: boolean
  constructor(which: number, keeps: boolean, strike: Strike | null) {
    super(which, strike)
    this.keeps = keeps
  }
  async about(guest: Guest, model: Model, stage: Stage) {
    const id = (await stage.rowsOf(guest)).at(-1)?.id
    if (id === undefined) return
    await look(model, stage, guest)
    const { belief } = guest
    const preview = await stage.ask(null, (context) => previewCancellation({ id }, context))
    if (preview !== UNHEARD && preview.__typename === 'CancellationPreview')
      holds(`${guest.name} is shown what comes back`, preview.refund.amount, model.refund(guest))
    const known = stage.cancelKeys.get(guest)
    const idempotencyKey = belief === 'CANCELLING' && known ? known : randomUUID()
    stage.cancelKeys.set(guest, idempotencyKey)
    stage.partner.keepsBookings = this.keeps
    const answer = await stage.ask(this.strike, (context) =>
      cancelReservation({ reservation: { id }, idempotencyKey }, context),
    )
    stage.partner.keepsBookings = false
    if (belief === 'BOOKED' && guest.wanted === null) guest.belief = 'CANCELLING'
    if (answer === UNHEARD) return
    if (answer.__typename === 'NotCancellable' && belief === 'BOOKED' && guest.wanted === null)
      holds(`${guest.name} may not cancel`, this.keeps, true)
    await look(model, stage, guest)
  }
  override toString = () =>
    `\n  · guest ${this.which} (counted round) cancels${this.keeps ? ', and the partner refuses' : ''}${tellStrike(this.strike)}`
}

/** A single room of several, of a stay that can be given up for nothing. Whoever was not heard says it again. */
export class CancelRoom extends About {
  async about(guest: Guest, model: Model, stage: Stage) {
    await look(model, stage, guest)
    const { belief, stay, wanted, kept } = guest
    const row = (await stage.rowsOf(guest)).at(-1)
    if (!row || belief !== 'BOOKED' || wanted || stay.fee > 0 || stay.partner || stay.rooms.length < 2) return
    const { id } = row
    const room = (await stage.world.records.roomsOf(id)).filter(({ state }) => state === 'BOOKED').at(-1)
    if (!room) return
    const preview = await stage.ask(null, (context) => previewCancellation({ id }, context, [room.n]))
    if (preview === UNHEARD || preview.__typename !== 'CancellationPreview') return
    const back = preview.refund.amount
    holds(`${guest.name} is shown what comes back of a room`, back, Math.min(room.payNow, kept))
    const input = { reservation: { id }, idempotencyKey: randomUUID(), rooms: [room.n] }
    const answer = await insist(stage, this.strike, (context) => cancelReservation(input, context))
    isOneOf(`${guest.name} cancels a room`, answer.__typename, ['Reservation', 'TryAgainLater'])
    const kind = stay.rooms.findLastIndex((one) => stage.roomTypeOf(one) === room.roomTypeId)
    if (answer.__typename === 'Reservation') model.gaveUpRoom(guest, kind, room.payNow, back)
  }
  override toString = () => `\n  · guest ${this.which} (counted round) cancels a single room${tellStrike(this.strike)}`
}

export class Change extends About {
  readonly wish: Wish
  readonly card: string
  /** What the partner is like, if the stay is one of a partner's hotel. */
  readonly mood: Mood
  constructor(which: number, wish: Wish, mood: Mood, card: string, strike: Strike | null) {
    super(which, strike)
    this.wish = wish
    this.mood = mood
    this.card = card
  }
  async about(guest: Guest, model: Model, stage: Stage) {
    await look(model, stage, guest)
    const id = (await stage.rowsOf(guest)).at(-1)?.id
    if (id === undefined || guest.wanted !== null) return
    const { partner } = guest.stay
    if (partner) stage.partner.mood = this.mood
    const wanted = await stage.offer(stayOf(this.wish, partner))
    const { belief, stay } = guest
    const input = {
      reservation: { id },
      offerId: wanted.offer,
      paymentMethodId: this.card,
      idempotencyKey: randomUUID(),
    }
    const answer = await stage.ask(this.strike, (context) => changeStay(input, context))
    if (belief === 'BOOKED') guest.wanted = wanted
    if (answer === UNHEARD) return
    if (answer.__typename === 'RoomTaken') {
      guest.wanted = null
      const mayBe = partner || model.mayBeFull(wanted, stay)
      holds(`${guest.name} is refused a room that may be taken`, mayBe, true)
    }
    await look(model, stage, guest)
  }
  override toString = () =>
    `\n  · guest ${this.which} (counted round) changes to ${tellWish(this.wish)}, a partner ${this.mood}, card ${cardNames[this.card]}${tellStrike(this.strike)}`
}

/** Staff that was not heard asks again with the same key, as the extranet does. */
export class StaffRefund extends About {
  readonly amount: number
  constructor(which: number, amount: number, strike: Strike | null) {
    super(which, strike)
    this.amount = amount
  }
  async about(guest: Guest, model: Model, stage: Stage) {
    await look(model, stage, guest)
    const row = (await stage.rowsOf(guest)).at(-1)
    if (!row || row.supplierCode !== null) return
    const input = {
      reservationId: row.id,
      amount: this.amount,
      reason: 'the shower was cold',
      idempotencyKey: randomUUID(),
    }
    const first = await stage.ask(this.strike, (context) => refundGuest(input, context))
    const answer = first === UNHEARD ? await stage.ask(null, (context) => refundGuest(input, context)) : first
    if (answer === UNHEARD) return
    if (answer.__typename === 'Reservation') {
      holds(`${guest.name} gets back no more than is kept`, this.amount <= guest.kept, true)
      guest.kept -= this.amount
      guest.returned.push(this.amount)
    } else if (answer.__typename === 'RefundExceeds')
      holds(`staff may give ${this.amount} back to ${guest.name}`, this.amount > guest.kept, true)
  }
  override toString = () =>
    `\n  · staff gives ${this.amount} back to guest ${this.which} (counted round)${tellStrike(this.strike)}`
}
