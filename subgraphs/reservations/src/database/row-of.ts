import { getTableColumns, type Column, type InferSelectModel, type Table } from 'drizzle-orm'
import { toSnakeCase } from 'drizzle-orm/casing'

import { reservations } from './tables.ts'

/**
 * Rows of a table out of a statement written by hand, whose columns may stand beside others, or in JSON. Of the columns named here,
 * those of the whole table unless told.
 */
export function readerOf<From extends Table, Key extends keyof From['_']['columns'] & string>(
  table: From,
  keys: readonly Key[] = Object.keys(getTableColumns(table)) as Key[],
): (raw: Record<string, unknown>) => Pick<InferSelectModel<From>, Key & keyof InferSelectModel<From>> {
  const all = getTableColumns(table) as Record<string, Column>
  const columns = keys.map((key) => {
    const column = all[key]
    if (!column) throw new Error(`there is no column ${key}`)
    return { key, name: toSnakeCase(column.name), column }
  })
  return (raw) => {
    const row: Record<string, unknown> = {}
    for (const { key, name, column } of columns) {
      const value = raw[name]
      row[key] = value === null || value === undefined ? null : column.mapFromDriverValue(value)
    }
    return row as ReturnType<ReturnType<typeof readerOf<From, Key>>>
  }
}

const readReservation = readerOf(reservations)

/** A reservation out of a statement written by hand. Null: it answered none. */
export const rowOf = (raw: Record<string, unknown>) =>
  typeof raw['reference'] === 'string' ? readReservation(raw) : null
