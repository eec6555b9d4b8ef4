import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

import { type RunningBank, startBank } from '@staygraph/sandbox-bank/start-bank'
import { startMailbox } from '@staygraph/sandbox-mailbox/mailbox'
import { type Partner, startPartner } from '@staygraph/sandbox-partner/start-partner'
import type { Viewer } from '@staygraph/subgraph-kit/identity'
import { freshDatabase } from '@staygraph/subgraph-kit/testing/database'
import { afterAll } from 'vitest'

import { issueNumbers } from '../../../../subgraphs/payments/src/use-cases/issue-numbers.ts'
import type { Context } from '../../../../subgraphs/reservations/src/context.ts'
import { cards } from '../../../../subgraphs/reservations/src/testing/payments-stand-in.ts'
import { ada, createWorld, type World } from '../../../../subgraphs/reservations/src/testing/world.ts'
import { bookRoom } from '../../../../subgraphs/reservations/src/use-cases/book-room.ts'
import { cancelReservation } from '../../../../subgraphs/reservations/src/use-cases/cancel-reservation.ts'
import { changeStay } from '../../../../subgraphs/reservations/src/use-cases/change-stay.ts'
import { checkIn } from '../../../../subgraphs/reservations/src/use-cases/desk/check-in.ts'
import { markNoShow } from '../../../../subgraphs/reservations/src/use-cases/desk/mark-no-show.ts'
import { setOutOfOrder } from '../../../../subgraphs/reservations/src/use-cases/desk/out-of-order.ts'
import { closeNights } from '../../../../subgraphs/reservations/src/use-cases/desk/plan-nights.ts'
import { registerRooms } from '../../../../subgraphs/reservations/src/use-cases/desk/register-rooms.ts'
import { migrations } from '../../prepare/beforehand.ts'
import type { DatabaseName } from '../../service.ts'
import { doJobs } from './jobs.ts'
import { atPartner, paymentsOver } from './sisters.ts'

const root = path.resolve(import.meta.dirname, '../../../..')
const clerk: Viewer = { kind: 'customer', customerId: 'c-clerk', email: 'clerk@example.com', staffOf: ['h1'] }
const customer = { kind: 'customer', customerId: 'c-ada', email: ada.email } as const

/** The reservations of the system, by what became of them. */
export type Booked = Record<
  'plain' | 'changed' | 'cancelled' | 'declined' | 'expired' | 'waiting' | 'shared' | 'partner' | 'arrived' | 'absent',
  string
>

export interface BookedSystem {
  reservations: Booked
  /** Superuser's urls of databases that nobody writes to any more. */
  databases: Record<DatabaseName, string>
  /** The companies, still open. Their books are below `folder`, by their names. */
  bank: RunningBank
  mailbox: Awaited<ReturnType<typeof startMailbox>>
  partner: Partner
  folder: string
}

/**
 * A small system after a day's work: the real use cases of reservations and payments over the real sandbox bank, partner
 * and mailbox, each in a database of its own, everything settled. It is there to be read, and to be copied by whoever wants to change it. Called at the top of a test
 * file.
 */
export const bookSystem = async (): Promise<BookedSystem> => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'staygraph-booked-'))
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))
  const others = (['hotels', 'customers', 'payments', 'workers'] as const).map(async (name) => {
    const opened = await freshDatabase(new URL(`file://${root}/${migrations[name]}`))
    return [name, opened] as const
  })
  const world = await createWorld()
  const opened = Object.fromEntries(await Promise.all(others)) as unknown as Opened
  const bank = await startBank({ dataDir: path.join(folder, 'bank') })
  const mailbox = await startMailbox({ httpPort: 0, smtpPort: 0, dataDir: path.join(folder, 'mailbox') })
  const partner = await startPartner({ dataDir: path.join(folder, 'partner') })

  const { service, payments } = paymentsOver(opened.payments, bank)
  const services = { ...world.services, payments, suppliers: new Map([['liteapi', atPartner(partner)]]) }
  const context = { ...world.contextOf(customer), ...services }
  const book = async (paymentMethodId: string, wishes: Parameters<typeof world.offer>[0] = {}) => {
    const offerId = await world.offer({ roomTypeId: 'r1', ...wishes })
    const input = { offerId, guest: ada, paymentMethodId, idempotencyKey: randomUUID() }
    await bookRoom(input, context)
    const [made] = await world.sql<
      { id: string }[]
    >`select id::text from reservations order by created_at desc, id desc limit 1`
    if (!made) throw new Error('nothing was booked')
    return made.id
  }

  const at = new Date()
  const fromNow = (minutes: number) => world.clock.moveTo(new Date(at.getTime() + minutes * 60_000).toISOString())
  const day = (days: number) => new Date(at.getTime() + days * 86_400_000).toISOString().slice(0, 10)
  fromNow(-4 * 1_440)
  const keepsAFee = { freeUntil: null, tiers: [{ from: null, fee: 10_000 }] }
  const twoKinds = {
    rooms: [
      { adults: 2, childAges: [] },
      { adults: 1, childAges: [], roomTypeId: 'r2', roomName: 'Suite', share: 3 },
    ],
  }
  const absent = await book(cards.good, { checkIn: day(-2), checkOut: day(3), cancellation: keepsAFee })
  fromNow(-12)
  const expired = await book(cards.confirm)
  fromNow(0)
  await world.sweep({ payments })
  const reservations: Booked = {
    absent,
    expired,
    plain: await book(cards.good),
    changed: await book(cards.good),
    cancelled: await book(cards.good),
    declined: await book(cards.declined),
    waiting: await book(cards.confirm),
    arrived: await book(cards.good, { checkIn: day(0), checkOut: day(2) }),
    /** Of two kinds of rooms, of which one was cancelled for a fee. */
    shared: await book(cards.good, {
      ...twoKinds,
      cancellation: keepsAFee,
      checkIn: '2027-07-01',
      checkOut: '2027-07-04',
    }),
    partner: await book(cards.good, { supplier: { code: 'liteapi', name: 'LiteAPI', offerId: 'o-1' } }),
  }
  const dearer = await world.offer({ roomTypeId: 'r1', checkIn: '2027-06-14', checkOut: '2027-06-18' })
  const changing = { reservation: { id: reservations.changed }, offerId: dearer, paymentMethodId: cards.good }
  await changeStay({ ...changing, idempotencyKey: randomUUID() }, context)
  await cancelReservation({ reservation: { id: reservations.cancelled }, idempotencyKey: randomUUID() }, context)
  const suite = { reservation: { id: reservations.shared }, rooms: [2], idempotencyKey: randomUUID() }
  await cancelReservation(suite, context)
  await standAtDesk(world, { ...world.contextOf(clerk), ...services }, reservations)
  await issueNumbers(service)
  await doJobs({ reservations: world.sql, payments: opened.payments.sql, workers: opened.workers.db }, mailbox.smtpUrl)

  // A database is copied only while nobody is connected to it.
  await Promise.all([world.sql, ...Object.values(opened).map(({ sql }) => sql)].map((sql) => sql.end()))
  afterAll(() => Promise.all([bank.close(), mailbox.stop(), partner.stop()]))
  const urls = {
    ...Object.fromEntries(Object.entries(opened).map(([name, { url }]) => [name, url])),
    reservations: world.url,
  }
  return { reservations, databases: urls as BookedSystem['databases'], bank, mailbox, partner, folder }
}

/** A day at the hotel's desk: one guest comes, one does not, a room is broken, a night is closed. */
const standAtDesk = async (world: World, context: Context, { arrived, absent }: Booked) => {
  world.houses.set('h1', {
    name: 'Hotel Miramar',
    timeZone: 'Europe/Lisbon',
    roomTypes: [{ id: 'r1', name: 'Double room, river side', allotment: 20 }],
  })
  const house = { hotelId: 'h1', roomTypeId: 'r1' }
  const registered = await registerRooms({ ...house, rooms: [{ number: '101' }, { number: '102' }] }, context)
  if (registered.__typename !== 'HotelRooms') throw new Error(registered.message)
  const broken = registered.rooms.find(({ number }) => number === '102')?.id ?? ''
  const said = [
    await checkIn({ reservationId: arrived }, context),
    await markNoShow(absent, context),
    await setOutOfOrder({ roomId: broken, from: '2027-06-20', to: '2027-06-22', reason: 'The boiler' }, context),
    await closeNights({ ...house, from: '2027-06-25', to: '2027-06-26' }, context),
  ]
  const names = said.map(({ __typename }) => __typename).join(' ')
  if (names !== 'DeskReservation DeskReservation OutOfOrder DeskNights') throw new Error(names)
}

type Opened = Record<Exclude<DatabaseName, 'reservations'>, Awaited<ReturnType<typeof freshDatabase>>>
