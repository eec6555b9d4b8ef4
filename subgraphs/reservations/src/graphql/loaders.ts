import DataLoader from 'dataloader'

import type { Context } from '../context.ts'
import { roomsOfReservations, stepsOfReservations } from '../database/reservations.ts'

/** One statement for all reservations of a page. Nothing is kept: after a mutation the next look must see what it did. */
const createLoaders = ({ db }: Pick<Context, 'db'>) => ({
  rooms: new DataLoader((ids: readonly string[]) => grouped(ids, roomsOfReservations(db, ids)), { cache: false }),
  steps: new DataLoader((ids: readonly string[]) => grouped(ids, stepsOfReservations(db, ids)), { cache: false }),
})

async function grouped<Row extends { reservationId: string }>(ids: readonly string[], asked: Promise<Row[]>) {
  const found = Map.groupBy(await asked, ({ reservationId }) => reservationId)
  return ids.map((id) => found.get(id) ?? [])
}

const ofRequest = new WeakMap<Context, ReturnType<typeof createLoaders>>()

/** Those of one request: its fields are resolved together, so they ask together. */
export function loadersOf(context: Context) {
  const loaders = ofRequest.get(context) ?? createLoaders(context)
  ofRequest.set(context, loaders)
  return loaders
}
