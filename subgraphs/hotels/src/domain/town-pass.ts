import type { Area } from './area.ts'
import type { Purse, Tally } from './matching.ts'
import type { StayNights } from './nights.ts'
import { mixedRooms, type PricedTown } from './priced-town.ts'
import type { Page, Sort } from './ranking.ts'
import type { Town } from './town.ts'

/**
 * What an own hotel sells in a search: the hotel `at` its place of a town, for a total in its currency, under a plan, in rooms of one kind or
 * of several (-1). `nights`: of which stay, and what is left there.
 */
export type OwnSold = { town: Town; nights: StayNights; at: number; total: number; room: number; plan: number }

export type TownSearch<Sold> = {
  area: Area
  sort: Sort
  tally: Tally
  page: Page<Sold | OwnSold>
  purseOf: (currency: string) => Purse
  /** A total in the currency in which all hotels are compared. */
  compared: (total: number, currency: string) => number
  /** Places of hotels that are left out here, because partners sell the same houses: they are taken together with those. */
  apart?: ReadonlyMap<Town, readonly number[]> | undefined
}

/** What a hotel whose totals are exact sells at one of its cells. */
export function soldAt(priced: PricedTown, at: number, cell: number): OwnSold {
  const { town, nights, totals, rooms } = priced
  const room = rooms[cell] as number
  const place = room === mixedRooms ? -1 : (town.roomsFrom[at] as number) + room
  const plan = (town.plansFrom[at] as number) + cell - priced.cellOf(at)
  return { town, nights, at, total: totals[cell] as number, room: place, plan }
}

/** Whether a hotel that costs no less than `total` stands behind the page, which then counts it. */
export function passes<Sold>(total: number, purse: Purse, { page, compared }: TownSearch<Sold>): boolean {
  if (total < purse.behind) {
    if (!page.isBehind(compared(Math.max(0, Math.floor(total)), purse.currency))) return false
    purse.behind = total
  }
  page.count += 1
  return true
}
