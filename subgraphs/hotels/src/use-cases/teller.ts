import type { availabilityChanged } from '@staygraph/reservations/contract/availability-changed'
import type { PayloadOf } from '@staygraph/subgraph-kit/job'

import { addDays } from '../domain/calendar.ts'
import { ToldNights } from '../domain/told-nights.ts'

type Change = PayloadOf<typeof availabilityChanged>

/** Whoever knows what is left of rooms: reservations. Each answer is of one moment. */
export type Teller = {
  /** Bytes as `contract/tell-nights.ts` says. */
  nights: (roomTypeIds: string[], from: string) => Promise<{ roomTypeIds: string[]; nights: number; left: Uint8Array }>
  /** Events that may not have been heard yet, some at a time; `newest` is the greatest revision ever given. */
  underWay: (after: string | null) => Promise<{ events: Change[]; last: string | null; newest: number }>
}

/** So many room types are asked for at once: of a year, reservations answers some hundred thousand nights, and guests beside it. */
const roomsAtOnce = 1_000

/** The first night that still matters anywhere: as `forget-past-nights.ts` has it. */
export const firstNight = (now: Date): string => addDays(now.toISOString().slice(0, 10), -2)

/** All that is told of some room types. */
export async function askNights(
  { nights }: Pick<Teller, 'nights'>,
  roomIds: Int32Array,
  from: string,
): Promise<ToldNights> {
  const told = new ToldNights(from)
  for (let at = 0; at < roomIds.length; at += roomsAtOnce) {
    const asked = Array.from(roomIds.subarray(at, at + roomsAtOnce), (id) => `r${id}`)
    const answer = await nights(asked, from)
    told.take(
      answer.roomTypeIds.map((id) => Number(id.slice(1))),
      answer.nights,
      answer.left,
    )
  }
  return told
}

/** Every event that may not have been heard yet. */
export async function* askUnderWay({ underWay }: Pick<Teller, 'underWay'>): AsyncGenerator<Change[]> {
  let after: string | null = null
  do {
    const { events, last } = await underWay(after)
    if (events.length > 0) yield events
    after = last
  } while (after !== null)
}

/** Towns in their order, some thousand hotels at a time. */
export function* slicesOf(
  towns: readonly { cityId: number; hotels: number }[],
  hotelsAtOnce = 1_000,
): Generator<{ cityIds: number[]; hotels: number }> {
  let [cityIds, hotels]: [number[], number] = [[], 0]
  for (const town of towns) {
    cityIds.push(town.cityId)
    hotels += town.hotels
    if (hotels < hotelsAtOnce && cityIds.length < 500) continue
    yield { cityIds, hotels }
    ;[cityIds, hotels] = [[], 0]
  }
  if (cityIds.length > 0) yield { cityIds, hotels }
}
