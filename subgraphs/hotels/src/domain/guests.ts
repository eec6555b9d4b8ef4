/** The guests of one room. Ages are those of the day of arrival. */
export type RoomGuests = { adults: number; childAges: number[] }

/** From this age a child pays as an adult does; up to `freeUntilAge` it sleeps free. */
export const paysAsAdultFrom = 13
export const freeUntilAge = 2

export type PayingGuests = { adults: number; children: number }

export const payingGuests = ({ adults, childAges }: RoomGuests): PayingGuests => ({
  adults: adults + childAges.filter((age) => age >= paysAsAdultFrom).length,
  children: childAges.filter((age) => age > freeUntilAge && age < paysAsAdultFrom).length,
})

/** What a party means for the price of its room. Two guests are within the base price, those who pay as adults first. */
export type Party = PayingGuests & { alone: boolean; extraAdults: number; extraChildren: number }

export function partyOf(guests: RoomGuests): Party {
  const { adults, children } = payingGuests(guests)
  return {
    adults,
    children,
    alone: adults + children === 1,
    extraAdults: Math.max(0, adults - 2),
    extraChildren: Math.max(0, children - Math.max(0, 2 - adults)),
  }
}

export const headCount = (rooms: readonly RoomGuests[]): number =>
  rooms.reduce((sum, { adults, childAges }) => sum + adults + childAges.length, 0)

/** How many of them are at least that old. An adult is of any adult age. */
export const guestsFromAge = (rooms: readonly RoomGuests[], age: number): number =>
  rooms.reduce((sum, { adults, childAges }) => sum + adults + childAges.filter((childAge) => childAge >= age).length, 0)

export const maxRooms = 8
export const maxAdultsARoom = 12
export const maxChildrenARoom = 8

/** What is wrong with the guests asked for, in a plain sentence; null when nothing is. */
export function refuseGuests(rooms: readonly RoomGuests[]): string | null {
  if (rooms.length === 0) return 'Ask for at least one room.'
  if (rooms.length > maxRooms) return `At most ${maxRooms} rooms can be booked at once.`
  for (const { adults, childAges } of rooms) {
    if (adults < 1) return 'Each room needs at least one adult.'
    if (adults > maxAdultsARoom) return `No room holds more than ${maxAdultsARoom} adults.`
    if (childAges.length > maxChildrenARoom) return `No room holds more than ${maxChildrenARoom} children.`
    if (childAges.some((age) => age < 0 || age > 17)) return "A child's age must be 0 to 17."
  }
  return null
}
