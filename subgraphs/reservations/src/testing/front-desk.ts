import { afterAll, expect } from 'vitest'

import { stepsOf } from '../database/reservations.ts'
import { tellStep } from '../domain/timeline.ts'
import { createDeskWorld, type DeskWorld } from './desk-world.ts'
import { recountDesk } from './recount-desk.ts'
import { recount } from './recount.ts'

/** Of a stay from 12 to 15 June. */
export const arrival = '2027-06-12T14:30:00Z'
export const terms = {
  freeUntil: '2027-06-10T17:00:00.000Z',
  tiers: [
    { from: '2027-06-10T17:00:00.000Z', fee: 15_000 },
    { from: '2027-06-14T08:00:00.000Z', fee: 46_500 },
  ],
}
export const two = [
  { adults: 2, childAges: [] },
  { adults: 1, childAges: [4] },
]

/** A front desk through the year: in the end its counters must equal a recount. Lisbon is an hour ahead of UTC in June. */
export async function openFrontDesk() {
  const world: DeskWorld = await createDeskWorld()
  afterAll(async () => {
    expect(await recount(world.sql)).toEqual([])
    expect(await recountDesk(world.sql)).toEqual([])
  })
  return {
    world,
    desk: world.desk,
    on: (instant: string) => world.clock.moveTo(instant),
    timeline: async (id: string) => {
      const steps = await stepsOf(world.db, id)
      return steps.map(({ name, detail }) => tellStep(name, detail, 'Europe/Lisbon')).slice(3)
    },
    /** Booked in March, as all tests begin; then it is another day. */
    house: (options?: Parameters<DeskWorld['house']>[0]) => {
      world.clock.moveTo('2027-03-01T12:00:00Z')
      return world.house(options)
    },
  }
}
