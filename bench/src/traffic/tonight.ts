/** Hotels whose day ends next: there it is decided today who arrived, and soon after who did not. */
export interface Night {
  hotelIds: [string, ...string[]]
  timeZone: string
}

type Ask = <Data>(query: string, variables: object) => Promise<Data | undefined>

/** A large city of every hour of the day. */
const cities: Record<string, string> = {
  Honolulu: 'Pacific/Honolulu',
  Anchorage: 'America/Anchorage',
  'Los Angeles': 'America/Los_Angeles',
  Phoenix: 'America/Phoenix',
  'Mexico City': 'America/Mexico_City',
  Lima: 'America/Lima',
  Caracas: 'America/Caracas',
  'São Paulo': 'America/Sao_Paulo',
  London: 'Europe/London',
  Paris: 'Europe/Paris',
  Cairo: 'Africa/Cairo',
  Istanbul: 'Europe/Istanbul',
  Dubai: 'Asia/Dubai',
  Karachi: 'Asia/Karachi',
  Delhi: 'Asia/Kolkata',
  Dhaka: 'Asia/Dhaka',
  Bangkok: 'Asia/Bangkok',
  Shanghai: 'Asia/Shanghai',
  Tokyo: 'Asia/Tokyo',
  Brisbane: 'Australia/Brisbane',
  Sydney: 'Australia/Sydney',
  Auckland: 'Pacific/Auckland',
}
const day = 1_440
/** Its guests must have the time to book. */
const notBeforeMinutes = 4

const clockIn = (timeZone: string, at = new Date()): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at)
export const todayIn = (timeZone: string): string => clockIn(timeZone).slice(0, 10)
export const dayAfter = (date: string): string => new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10)

const minutesLeft = (timeZone: string): number => {
  const [hours = 0, minutes = 0] = clockIn(timeZone).slice(11).split(':').map(Number)
  const left = day - (hours * 60 + minutes)
  return left < notBeforeMinutes ? left + day : left
}

const search = `query Tonight($where: HotelSearchInput!) {
  searchHotels(where: $where, sort: PRICE, first: 20) { edges { node { hotel { id source timeZone } } } }
}`
type Found = { searchHotels: { edges: { node: { hotel: { id: string; source: string; timeZone: string } } }[] } }
const mostHotels = 4

/** Hotels of ours with a room for tonight, in the city where it ends the soonest. */
export const findNight = async (
  ask: Ask,
  cityOf: (name: string) => Promise<string | undefined>,
): Promise<Night | undefined> => {
  const soonest = Object.entries(cities).toSorted(([, one], [, other]) => minutesLeft(one) - minutesLeft(other))
  for (const [name, timeZone] of soonest.slice(0, 6)) {
    const cityId = await cityOf(name)
    const checkIn = todayIn(timeZone)
    const found =
      cityId &&
      (await ask<Found>(search, {
        where: { cityId, stay: { checkIn, checkOut: dayAfter(checkIn) }, rooms: [{ adults: 2 }] },
      }))
    if (!found) return undefined
    const hotels = found.searchHotels.edges.map(({ node: { hotel } }) => hotel)
    const [first, ...others] = hotels.filter(({ source }) => source === 'OWN').slice(0, mostHotels)
    if (first) return { hotelIds: [first.id, ...others.map(({ id }) => id)], timeZone: first.timeZone }
  }
  return undefined
}
