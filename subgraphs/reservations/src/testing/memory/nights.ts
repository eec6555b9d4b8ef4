import type { Books } from './books.ts'
import { Refused, type NightRow } from './tables.ts'

// The nights of `migrations/`: take_nights, turn_nights, take_rooms, turn_rooms, tell_availability and the two triggers.

export type OfType = { room_type_id: string; rooms: number; allotment: number }

const dayMs = 86_400_000
const known = new Map<string, string[]>()
/** The nights of `[from, to)`. */
export function nightsIn(from: string, to: string): readonly string[] {
  const name = `${from} ${to}`
  const found = known.get(name)
  if (found) return found
  const nights: string[] = []
  for (let at = Date.parse(from); at < Date.parse(to); at += dayMs) nights.push(new Date(at).toISOString().slice(0, 10))
  known.set(name, nights)
  return nights
}
const free = ({ allotment, held, sold }: Pick<NightRow, 'allotment' | 'held' | 'sold'>) => allotment - held - sold

/** Rooms of these types, counted; in the order in which nights are locked. */
export function countTypes(rooms: readonly { room_type_id: string; allotment: number }[]): OfType[] {
  const counted = new Map<string, OfType>()
  for (const { room_type_id, allotment } of rooms) {
    const one = counted.get(room_type_id)
    if (one) Object.assign(one, { rooms: one.rooms + 1, allotment: Math.max(one.allotment, allotment) })
    else counted.set(room_type_id, { room_type_id, rooms: 1, allotment })
  }
  return [...counted.values()].toSorted((one, other) => (one.room_type_id < other.room_type_id ? -1 : 1))
}

export function createNights(books: Books) {
  const { room_night, waiting_kept, waiting_rooms, waiting_entries } = books
  /** `staygraph.dealing` and `staygraph.passing` of the transaction. */
  const settings = { dealing: false, passing: false }
  const rowOf = (type: string, night: string) => room_night.get(`${type} ${night}`)
  const rowsOf = (type: string, nights: readonly string[]) => nights.flatMap((night) => rowOf(type, night) ?? [])

  function make(room_type_id: string, night: string, allotment: number): NightRow {
    const row = rowOf(room_type_id, night)
    if (row) return row
    const made = { room_type_id, night, allotment, held: 0, sold: 0, planned: null, out_of_order: 0, closed: false }
    checked(made)
    return room_night.insert(made)
  }

  /** Of the night as it was: somebody could not have it. */
  function whoWaitsFor({ room_type_id, night }: NightRow, left: number): string | null {
    if (waiting_rooms.rows.size === 0) return null
    for (const wanted of waiting_rooms.rows.values()) {
      if (wanted.room_type_id !== room_type_id || wanted.rooms <= left) continue
      const entry = waiting_entries.get(wanted.entry_id)
      if (!entry || entry.check_in > night || night >= entry.check_out) continue
      if (entry.state === 'WAITING' || entry.state === 'BOOKING') return entry.hotel_id
    }
    return null
  }

  function checked({ held, sold, allotment, planned, closed, out_of_order }: NightRow): void {
    if (books.lacks('NEVER_OVERSOLD')) return
    if (held < 0 || sold < 0 || held + sold > allotment) throw new Refused('23514', 'never_oversold')
    const most = planned === null ? null : Math.max(planned - out_of_order, 0)
    const asPlanned =
      most === null
        ? !closed && out_of_order === 0
        : closed
          ? allotment === held + sold && allotment <= most
          : allotment === most
    if (!asPlanned) throw new Refused('23514', 'as_planned')
  }

  function update(row: NightRow, changes: Partial<NightRow>): void {
    const next = { ...row, ...changes }
    if (next.closed && next.allotment > next.held + next.sold) next.allotment = next.held + next.sold
    const freed = free(next) - free(row)
    if (freed > 0 && !settings.dealing) {
      const hotel_id = whoWaitsFor(row, free(row))
      if (hotel_id !== null) {
        const { room_type_id, night } = row
        const kept = waiting_kept.get(`${room_type_id} ${night}`)
        if (kept) waiting_kept.update(kept, { rooms: kept.rooms + freed })
        else waiting_kept.insert({ room_type_id, night, hotel_id, rooms: freed })
        next.held += freed
      }
    }
    checked(next)
    room_night.update(row, next)
  }

  function takeEach(type: string, wanted: readonly { night: string; more: number }[], allotment: number): boolean {
    const rows = wanted.map(({ night, more }) => ({ row: make(type, night, allotment), more }))
    const fit = rows.every(({ row, more }) => row.held + row.sold + more <= row.allotment)
    if (!fit && !books.lacks('NEVER_OVERSOLD')) return false
    for (const { row, more } of rows) update(row, { held: row.held + more })
    return true
  }

  const nights = {
    settings,
    rowOf,
    make,
    update,
    free,
    takeEach,
    take: ({ room_type_id, rooms, allotment }: OfType, from: string, to: string) =>
      takeEach(
        room_type_id,
        nightsIn(from, to).map((night) => ({ night, more: rooms })),
        allotment,
      ),
    turn(type: string, from: string, to: string, held: number, sold: number): void {
      const wanted = nightsIn(from, to)
      const rows = rowsOf(type, wanted)
      for (const row of rows) update(row, { held: row.held + held, sold: row.sold + sold })
      if (rows.length !== wanted.length) throw new Refused('P0001', `nights of ${type} are not counted`)
    },
    takeRooms(wanted: readonly OfType[], from: string, to: string): boolean {
      if (settings.passing) {
        nights.turnRooms(wanted, from, to, 0, 0)
        return true
      }
      for (const [at, one] of wanted.entries()) {
        if (nights.take(one, from, to)) continue
        const was = settings.dealing
        settings.dealing = true
        for (const taken of wanted.slice(0, at)) nights.turn(taken.room_type_id, from, to, -taken.rooms, 0)
        settings.dealing = was
        return false
      }
      return true
    },
    turnRooms(rooms: readonly OfType[], from: string, to: string, held: number, sold: number): void {
      for (const one of rooms) nights.turn(one.room_type_id, from, to, one.rooms * held, one.rooms * sold)
    },
    tellNights(roomTypeId: string, wanted: readonly string[]): void {
      const told = rowsOf(roomTypeId, [...wanted].toSorted())
      if (told.length === 0) return
      books.drawn.revision += 1
      books.promise('availability-changed', {
        roomTypeId,
        revision: books.drawn.revision,
        nights: told.map((row) => ({ night: row.night, left: free(row) })),
      })
    },
    tell: (type: string, from: string, to: string) => nights.tellNights(type, nightsIn(from, to)),
    tellRooms(rooms: readonly OfType[], from: string, to: string): void {
      for (const { room_type_id } of rooms) nights.tell(room_type_id, from, to)
    },
    /** Rooms of a reservation in a state, by type. */
    roomsOf: (id: string, state: string) =>
      countTypes(books.booked_rooms.of(id).filter((room) => room.state === state)),
  }
  return nights
}
export type Nights = ReturnType<typeof createNights>
