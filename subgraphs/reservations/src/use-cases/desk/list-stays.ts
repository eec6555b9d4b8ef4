import { GraphQLError } from 'graphql'

import type { Context } from '../../context.ts'
import { countDeskList, deskList, type DeskList, type DeskStay } from '../../database/desk-reads.ts'
import type { Desk } from './open-desk.ts'

export type ListedStays = {
  list: DeskList
  hotelId: string
  date: string
  rows: DeskStay[]
  hasNextPage: boolean
  hasPreviousPage: boolean
}

const most = 100

/** A page of arrivals, of departures or of who is in the house. */
export async function listStays(
  list: DeskList,
  { hotelId, today }: Desk,
  page: { date?: string | null; first?: number | null; after?: string | null },
  { sql }: Pick<Context, 'sql'>,
): Promise<ListedStays> {
  const first = page.first ?? 50
  if (first < 0 || first > most) throw badInput(`first must be between 0 and ${most}.`)
  const after = page.after ? readCursor(page.after) : null
  const date = page.date ?? today
  const rows = await deskList(sql, list, { hotelId, date, first, after })
  return {
    list,
    hotelId,
    date,
    rows: rows.slice(0, first),
    hasNextPage: rows.length > first,
    hasPreviousPage: after !== null,
  }
}

export const countStays = ({ list, hotelId, date }: ListedStays, { sql }: Pick<Context, 'sql'>) =>
  countDeskList(sql, list, { hotelId, date })

/** Opaque to clients: where a page went on. */
export const cursorOfStay = ({ place }: DeskStay) => Buffer.from(place).toString('base64url')

function readCursor(cursor: string): string {
  const place = Buffer.from(cursor, 'base64url').toString()
  if (!/ [0-9a-f-]{36} \d{4}$/.test(place) || place.includes('\0'))
    throw badInput('after is not a cursor of this list.')
  return place
}

const badInput = (message: string) => new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } })
