import { randomUUID } from 'node:crypto'

import fc from 'fast-check'
import { expect, test } from 'vitest'

import { createWorld } from '../../testing/world.ts'
import { bookRoom } from '../book-room.ts'
import { hearDispute } from './hear-dispute.ts'

const world = await createWorld()
const { services, sql } = world

type Event = Parameters<typeof hearDispute>[0]
const booked = async () => {
  const answer = await bookRoom(await world.input(), world.contextOf())
  if (answer.__typename !== 'Reservation') throw new Error(answer.__typename)
  return answer.id
}
const stepsOf = async (id: string) =>
  (
    await sql<
      { name: string }[]
    >`select name from reservation_steps where reservation_id = ${id} and name like 'DISPUTE%' order by id`
  ).map((it) => it.name)
const event = (reservationId: string, disputeId: string, status: Event['status'], covered = 0): Event => ({
  reservationId,
  paymentId: randomUUID(),
  disputeId,
  status,
  amount: 46_500,
  currency: 'EUR',
  covered,
  openedAt: '2027-05-01T10:00:00.000Z',
})

test('the timeline tells a dispute in plain words, and the stay stands as it was', async () => {
  const id = await booked()
  const dispute = randomUUID()
  await hearDispute(event(id, dispute, 'OPEN'), services)
  await hearDispute(event(id, dispute, 'LOST', 6_500), services)
  const { tellStep } = await import('../../domain/timeline.ts')
  const steps = await sql<{ name: 'DISPUTE_OPENED'; detail: object; status: string }[]>`
    select name, detail, status from reservation_steps where reservation_id = ${id} and name like 'DISPUTE%' order by id`
  expect(steps.map(({ name, detail, status }) => [status, tellStep(name, detail, 'Europe/Lisbon')])).toEqual([
    [
      'CONFIRMED',
      'A complaint about the payment reached us from your bank. It took €465.00 back from us until it has decided.',
    ],
    [
      'CONFIRMED',
      'Your bank has decided: €465.00 stays with you. €65.00 of it is what we owed you, and is paid by that.',
    ],
  ])
})

test('however the events come, doubled and shuffled: each step is told once, in order, and nothing after the end', async () => {
  let shuffled = 0
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('WON' as const, 'LOST' as const),
      fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }),
      async (end, order) => {
        const id = await booked()
        const dispute = randomUUID()
        const events = (['OPEN', 'OPEN', 'UNDER_REVIEW', end, end, 'UNDER_REVIEW'] as const).map((status) =>
          event(id, dispute, status),
        )
        for (const n of order) await hearDispute(events[n] as Event, services)
        shuffled += order[0] === 0 ? 0 : 1
        expect(await stepsOf(id)).toEqual(['DISPUTE_OPENED', `DISPUTE_${end}`])
      },
    ),
    { numRuns: 12 },
  )
  expect(shuffled).toBeGreaterThan(0)
})

test('a dispute about a reservation that is not ours changes nothing and is no dead letter', async () => {
  for (const nobody of [randomUUID(), 'nobody']) {
    await expect(hearDispute(event(nobody, randomUUID(), 'OPEN'), services)).resolves.toBeUndefined()
  }
})
