import { availabilityChanged } from '@staygraph/reservations/contract/availability-changed'
import { untold, type tellNights as tellNightsCommand, type tellUnderWay as tellUnderWayCommand } from '@staygraph/reservations/contract/tell-nights' // prettier-ignore
import type { z } from 'zod'

import type { Services } from '../context.ts'
import { readNights, readUnderWay } from '../database/night-reads.ts'

/** Of so many events a page. */
const page = 2_000

/** How many rooms are left, a byte a night. One statement, so all of it is of one moment. */
export async function tellNights(
  { roomTypeIds, from }: z.output<(typeof tellNightsCommand)['input']>,
  { sql }: Pick<Services, 'sql'>,
): Promise<z.input<(typeof tellNightsCommand)['output']>> {
  const told = await readNights(sql, roomTypeIds, from)
  let nights = 0
  const places = new Int32Array(roomTypeIds.length).fill(-1)
  const known: string[] = []
  for (let at = 0; at < told.length; at += nightBytes) {
    const room = told.readUInt16BE(at)
    nights = Math.max(nights, told.readUInt16BE(at + 2) + 1)
    if (places[room] === -1) places[room] = known.push(roomTypeIds[room] as string) - 1
  }
  const left = Buffer.alloc(known.length * nights, untold)
  for (let at = 0; at < told.length; at += nightBytes)
    left[(places[told.readUInt16BE(at)] as number) * nights + told.readUInt16BE(at + 2)] = told.readUInt16BE(at + 4)
  return { roomTypeIds: known, nights, left: left.toString('base64') }
}

/** Of a night: which of the room types that were asked for, how many days later, rooms left; two bytes each. */
const nightBytes = 6

/** What was promised to be told and is not seen done. */
export async function tellUnderWay(
  { after }: z.output<(typeof tellUnderWayCommand)['input']>,
  { sql }: Pick<Services, 'sql'>,
): Promise<z.input<(typeof tellUnderWayCommand)['output']>> {
  const { promises, newest } = await readUnderWay(sql, availabilityChanged.name, after, page)
  return {
    events: promises.map(({ payload }) => availabilityChanged.payload.parse(payload)),
    last: promises.length === page ? (promises.at(-1)?.id ?? null) : null,
    newest,
  }
}
