import { nightsOf } from '../domain/booked-room.ts'

/** Long enough to spare the database in a rush for the last room, short enough that a freed room is soon offered again. */
const rememberMs = 200
const most = 10_000

export type Wanted = { rooms: readonly { roomTypeId: string; rooms: number }[]; checkIn: string; checkOut: string }

/** Stays that were found taken a moment ago: refused again without asking the database for the nights. */
export function createTakenRooms(now: () => Date) {
  const until = new Map<string, number>()
  return {
    remember(wanted: Wanted) {
      if (until.size >= most) until.clear()
      until.set(nightsOf(wanted.rooms, wanted), now().getTime() + rememberMs)
    },
    isTaken(wanted: Wanted): boolean {
      const name = nightsOf(wanted.rooms, wanted)
      const end = until.get(name)
      if (end === undefined) return false
      if (now().getTime() < end) return true
      until.delete(name)
      return false
    },
  }
}
export type TakenRooms = ReturnType<typeof createTakenRooms>
