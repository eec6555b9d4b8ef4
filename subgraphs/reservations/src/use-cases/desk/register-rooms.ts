import type { Context } from '../../context.ts'
import { registerDoors, roomsOfHotel, type NewDoor } from '../../database/desk-rooms.ts'
import { invalidRooms, noSuchRoomType, saidAgain } from './desk-refusals.ts'
import { openDesk, typeAt } from './open-desk.ts'

export type RegisterRoomsInput = {
  hotelId: string
  roomTypeId: string
  rooms: readonly { number: string; floor?: string | null }[]
}

const mostDoors = 500

/** The doors of a hotel, so that guests can be given one. A number is one door of a hotel, of one type. */
export const registerRooms = ({ hotelId, roomTypeId, rooms }: RegisterRoomsInput, context: Context) =>
  saidAgain(async () => {
    const { sql, now } = context
    const desk = await openDesk(hotelId, context)
    if (desk.__typename !== 'HotelDesk') return desk
    if (!typeAt(desk, roomTypeId)) return noSuchRoomType()
    if (rooms.length === 0 || rooms.length > mostDoors) return invalidRooms('rooms', `Name 1 to ${mostDoors} doors.`)
    const doors: NewDoor[] = []
    for (const [index, { number, floor }] of rooms.entries()) {
      const door = { number: number.trim(), floor: floor?.trim() || null }
      const wrong = whyNoDoor(door)
      if (wrong) return invalidRooms(`rooms.${index}.${wrong.field}`, wrong.message)
      if (doors.some((other) => other.number === door.number))
        return invalidRooms(`rooms.${index}.number`, `Room ${door.number} is named twice.`)
      doors.push(door)
    }
    await registerDoors(sql, { hotelId, roomTypeId, doors, by: desk.by }, now())
    const registered = await roomsOfHotel(sql, hotelId, null)
    const elsewhere = registered.find(
      (room) => room.roomTypeId !== roomTypeId && doors.some(({ number }) => number === room.number),
    )
    if (elsewhere)
      return invalidRooms('rooms', `Room ${elsewhere.number} is of another type already. The others are registered.`)
    return { __typename: 'HotelRooms' as const, rooms: registered.filter((room) => room.roomTypeId === roomTypeId) }
  })

const printable = /^[\p{L}\p{N}\p{P}\p{Zs}]+$/u

function whyNoDoor({ number, floor }: NewDoor): { field: string; message: string } | null {
  if (number.length === 0 || number.length > 10 || !printable.test(number))
    return { field: 'number', message: 'A room’s number is 1 to 10 printable characters.' }
  if (floor !== null && (floor.length > 20 || !printable.test(floor)))
    return { field: 'floor', message: 'A floor is at most 20 printable characters.' }
  return null
}
