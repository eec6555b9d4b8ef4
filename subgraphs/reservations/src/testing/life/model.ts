/**
 * A plain model of rooms and money: what each guest may rely on by what they were told, and nothing of how it comes
 * about. It knows no status but the guest's, no hold, no key, no counter; it is small enough to be right by reading.
 */
export type Stay = {
  /** Room types, one for each room. */
  rooms: string[]
  /** Days of June; the night of `to` is not slept. */
  from: number
  to: number
  /** Minor units. */
  price: number
  /** Kept when it is given up, at any time. */
  fee: number
  /** Of a partner's hotel: it takes none of our rooms. */
  partner: boolean
  /** The signed offer: what it is recognised by. */
  offer: string
}

/**
 * UNKNOWN: no answer came. NOTHING: told that nothing was booked or charged. UNDER_WAY: told that it is being looked at,
 * or asked to confirm. BOOKED: the room is theirs. CANCELLING: they asked to cancel and do not know yet. GIVEN_UP: they did.
 */
export type Belief = 'UNKNOWN' | 'NOTHING' | 'UNDER_WAY' | 'BOOKED' | 'CANCELLING' | 'GIVEN_UP'

export type Guest = {
  name: string
  belief: Belief
  stay: Stay
  /** Another stay they asked to change to, and do not know yet whether they have it. */
  wanted: Stay | null
  /** What may be kept of their money when all is settled, minor units. */
  kept: number
  /** How often their stay was confirmed: the booking, and each change. */
  confirmed: number
  /** Sums that the hotel's staff gave back besides. */
  returned: number[]
  /** Payments they made: the booking, and each dearer change. */
  paid: number
}

/** Somebody on a waiting list, and the guest they become when they book what is held for them. */
export type Waiter = { id: string; stay: Stay; guest: Guest | null; left: boolean }

/** Rooms of each kind a night, unless staff says otherwise. */
export const allotment = 2

export class Model {
  readonly guests: Guest[] = []
  readonly waiters: Waiter[] = []
  /** Rooms that staff put on sale, where it decided; and nights it closed. */
  readonly #onSale = new Map<string, number>()
  readonly #closed = new Set<string>()

  roomsOn(room: string, night: number): number {
    return this.#onSale.get(`${room} ${night}`) ?? allotment
  }
  putOnSale(room: string, night: number, rooms: number): void {
    this.#onSale.set(`${room} ${night}`, rooms)
  }
  isClosed(room: string, night: number): boolean {
    return this.#closed.has(`${room} ${night}`)
  }
  close(room: string, night: number, closed: boolean): void {
    if (closed) this.#closed.add(`${room} ${night}`)
    else this.#closed.delete(`${room} ${night}`)
  }

  guest(stay: Stay): Guest {
    const name = `guest ${this.guests.length + 1}`
    const guest: Guest = { name, belief: 'UNKNOWN', stay, wanted: null, kept: 0, confirmed: 0, returned: [], paid: 0 }
    this.guests.push(guest)
    return guest
  }

  pick(index: number): Guest | undefined {
    return this.guests[index % Math.max(1, this.guests.length)]
  }

  /** The room is theirs, and the price of it kept. */
  booked(guest: Guest): void {
    if (guest.belief === 'CANCELLING' || guest.belief === 'BOOKED') guest.belief = 'BOOKED'
    else Object.assign(guest, { belief: 'BOOKED', kept: guest.stay.price, confirmed: 1, paid: 1 })
  }

  /** They have the other stay instead: a dearer one was paid, of a cheaper one what is left goes back. */
  changed(guest: Guest): void {
    const { stay, wanted, kept } = guest
    if (!wanted) throw new Error(`${guest.name} never asked for another stay`)
    const difference = wanted.price - stay.price
    Object.assign(guest, {
      stay: wanted,
      wanted: null,
      kept: Math.max(0, kept + difference),
      confirmed: guest.confirmed + 1,
      paid: guest.paid + (difference > 0 ? 1 : 0),
    })
  }

  /** What comes back when they give it up now. */
  refund({ stay, kept }: Guest): number {
    return Math.min(stay.price - Math.min(stay.fee, stay.price), kept)
  }

  gaveUp(guest: Guest): void {
    Object.assign(guest, { belief: 'GIVEN_UP', kept: guest.kept - this.refund(guest) })
  }

  /** One room less, for which so much was paid and so much comes back. */
  gaveUpRoom(guest: Guest, at: number, paid: number, back: number): void {
    const { stay, kept, confirmed } = guest
    const rooms = stay.rooms.filter((_, index) => index !== at)
    Object.assign(guest, {
      stay: { ...stay, rooms, price: stay.price - paid },
      kept: kept - back,
      confirmed: confirmed + 1,
    })
  }

  /** Rooms of a kind that are some guest's on a night, for sure: of a change nobody has heard of yet, what both stays have. */
  surely(room: string, night: number): number {
    const has = ({ stay, wanted }: Guest) =>
      Math.min(count(stay, room, night), wanted ? count(wanted, room, night) : Infinity)
    return this.guests.reduce((sum, guest) => sum + (guest.belief === 'BOOKED' ? has(guest) : 0), 0)
  }

  /** The same, with all that may be: bookings nobody heard of, payments under way, changes and cancellations not yet known. */
  perhaps(room: string, night: number): number {
    return this.#count(room, night, ({ belief, stay, wanted }) => [
      ...(belief === 'NOTHING' || belief === 'GIVEN_UP' ? [] : [stay]),
      ...(wanted ? [wanted] : []),
    ])
  }

  /** Guests who were told of more rooms than there are. */
  oversold(rooms: readonly string[], nights: readonly number[]): string[] {
    return rooms.flatMap((room) =>
      nights
        .filter((night) => this.surely(room, night) > this.roomsOn(room, night))
        .map(
          (night) => `${this.surely(room, night)} rooms ${room} of the night of ${night} June were told to be theirs`,
        ),
    )
  }

  /** Whether a refusal can be right: on some night of the stay there may be too few rooms left, beside those they have. */
  mayBeFull({ rooms, from, to }: Stay, has: Stay | null = null): boolean {
    for (const room of new Set(rooms)) {
      for (let night = from; night < to; night += 1) {
        const own = has ? count(has, room, night) : 0
        const more = Math.max(0, rooms.filter((one) => one === room).length - own)
        if (more > 0 && (this.isClosed(room, night) || this.isWaitedFor(room, night))) return true
        if (this.perhaps(room, night) + more > this.roomsOn(room, night)) return true
      }
    }
    return false
  }

  /** Rooms of a night may be kept for whoever waits: nobody is quicker than the line. */
  isWaitedFor(room: string, night: number): boolean {
    return this.waiters.some(({ stay }) => count(stay, room, night) > 0)
  }

  /** Nights of a stay that nobody new may have. */
  closedNightsOf({ rooms, from, to, partner }: Stay): number[] {
    const nights = Array.from({ length: to - from }, (_, n) => from + n)
    return partner ? [] : nights.filter((night) => rooms.some((room) => this.isClosed(room, night)))
  }

  #count(room: string, night: number, staysOf: (guest: Guest) => Stay[]): number {
    return this.guests.flatMap(staysOf).reduce((sum, stay) => sum + count(stay, room, night), 0)
  }
}

const count = ({ partner, from, to, rooms }: Stay, room: string, night: number) =>
  !partner && from <= night && night < to ? rooms.filter((one) => one === room).length : 0
