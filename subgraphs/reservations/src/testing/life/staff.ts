import { closeNights, openNights, setAllotment } from '../../use-cases/desk/plan-nights.ts'
import type { Line } from './guests.ts'
import { insist } from './insist.ts'
import type { Model } from './model.ts'
import { holds } from './must.ts'
import { june, type Stage } from './stage.ts'
import { tellStrike, type Strike } from './strikes.ts'

export type Plan = { room: string; from: number; length: number }

const nightsOf = ({ from, length }: Plan) => Array.from({ length }, (_, n) => from + n)
const tellPlan = ({ room, from, length }: Plan) => `rooms ${room}, the nights of ${from} to ${from + length - 1} June`

/** Staff decides how many rooms are on sale. Fewer than are some guest's is refused, whole; else it is done, whole. */
export class PutOnSale implements Line {
  readonly plan: Plan
  readonly rooms: number
  readonly strike: Strike | null
  constructor(plan: Plan, rooms: number, strike: Strike | null) {
    this.plan = plan
    this.rooms = rooms
    this.strike = strike
  }
  check = () => true
  async run(model: Model, stage: Stage) {
    const { plan, rooms } = this
    const { room, from, length } = plan
    const input = {
      hotelId: stage.hotelId,
      roomTypeId: stage.roomTypeOf(room),
      from: june(from),
      to: june(from + length),
      rooms,
    }
    const answer = await insist(stage, this.strike, (context) => setAllotment(input, context))
    const nights = nightsOf(plan)
    if (answer.__typename === 'DeskNights') {
      const below = nights.filter((night) => model.surely(room, night) > rooms)
      holds(`staff may sell ${rooms} rooms ${room}`, below, [])
      for (const night of nights) model.putOnSale(room, night, rooms)
    } else {
      holds('staff is answered', answer.__typename, 'ReservationsInTheWay')
      const inTheWay = nights.some((night) => model.perhaps(room, night) > rooms || model.isWaitedFor(room, night))
      holds(`somebody may be in the way of ${rooms} rooms ${room}`, inTheWay, true)
    }
  }
  toString = () => `\n  · staff puts ${this.rooms} on sale of ${tellPlan(this.plan)}${tellStrike(this.strike)}`
}

/** Staff sells nothing more of some nights, or sells again. Whoever has a room keeps it. */
export class CloseOrOpen implements Line {
  readonly plan: Plan
  readonly closes: boolean
  readonly strike: Strike | null
  constructor(plan: Plan, closes: boolean, strike: Strike | null) {
    this.plan = plan
    this.closes = closes
    this.strike = strike
  }
  check = () => true
  async run(model: Model, stage: Stage) {
    const { room, from, length } = this.plan
    const input = {
      hotelId: stage.hotelId,
      roomTypeId: stage.roomTypeOf(room),
      from: june(from),
      to: june(from + length),
    }
    const say = this.closes ? closeNights : openNights
    const answer = await insist(stage, this.strike, (context) => say(input, context))
    holds('staff is answered', answer.__typename, 'DeskNights')
    for (const night of nightsOf(this.plan)) model.close(room, night, this.closes)
  }
  toString = () => `\n  · staff ${this.closes ? 'closes' : 'opens'} ${tellPlan(this.plan)}${tellStrike(this.strike)}`
}
