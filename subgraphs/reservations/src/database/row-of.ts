import { getTableColumns } from 'drizzle-orm'
import { toSnakeCase } from 'drizzle-orm/casing'

import { reservations, type ReservationRow } from './tables.ts'

const columns = Object.entries(getTableColumns(reservations)).map(([key, column]) => ({
  key,
  name: toSnakeCase(column.name),
  read: (value: unknown) => (value === null || value === undefined ? null : column.mapFromDriverValue(value)),
}))

/** A reservation out of a statement written by hand, whose columns stand beside others. Null: it answered none. */
export function rowOf(raw: Record<string, unknown>): ReservationRow | null {
  if (typeof raw['reference'] !== 'string') return null
  return Object.fromEntries(columns.map(({ key, name, read }) => [key, read(raw[name])])) as ReservationRow
}
