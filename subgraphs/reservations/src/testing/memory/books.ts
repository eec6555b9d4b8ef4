import { mayBecome, type Status } from '../../domain/status.ts'
import * as row from './tables.ts'
import { Refused, Table, type Journal, type Row } from './tables.ts'

/** A protection that a negative control takes away. */
export type Weakness = 'NEVER_OVERSOLD' | 'KEYS_ONCE' | 'NIGHTS_FREED'

/**
 * The tables of our database, in memory, with what Postgres keeps of them: keys, checks, the transition table, and that
 * a statement that fails leaves nothing behind.
 */
export function createBooks(weaknesses: ReadonlySet<Weakness> = new Set()) {
  const journal: Journal = []
  const table = <R extends Row>(name: string, keyOf: (row: R) => string, groupOf?: (row: R) => string) =>
    new Table<R>(name, journal, keyOf, groupOf)
  const ofReservation = ({ reservation_id }: { reservation_id: string }) => reservation_id

  const tables = {
    reservations: table<row.BookingRow>('reservations', ({ id }) => id),
    room_night: table<row.NightRow>(
      'room_night',
      ({ room_type_id, night }) => `${room_type_id} ${night}`,
      ({ room_type_id }) => room_type_id,
    ),
    booked_rooms: table<row.RoomRow>('booked_rooms', (one) => `${one.reservation_id} ${one.n}`, ofReservation),
    reservation_steps: table<row.StepRow>('reservation_steps', ({ id }) => String(id), ofReservation),
    charges: table<row.ChargeRow>('charges', (one) => `${one.reservation_id} ${one.attempt}`, ofReservation),
    refunds: table<row.RefundRow>('refunds', (one) => `${one.reservation_id} ${one.n}`, ofReservation),
    stay_changes: table<row.ChangeRow>('stay_changes', (one) => `${one.reservation_id} ${one.n}`, ofReservation),
    idempotency_keys: table<row.KeyRow>('idempotency_keys', (one) => `${one.operation} ${one.scope} ${one.key}`),
    outbox: table<row.OutboxRow>('outbox', ({ id }) => id),
    told_disputes: table<row.DisputeRow>('told_disputes', (one) => `${one.dispute_id} ${one.step}`),
    partner_checks: table<row.CheckRow>('partner_checks', ofReservation),
    partner_findings: table<row.FindingRow>(
      'partner_findings',
      (one) => `${one.reservation_id} ${one.kind} ${one.booking_id}`,
    ),
    waiting_entries: table<row.EntryRow>('waiting_entries', ({ id }) => id),
    waiting_rooms: table<row.WaitingRoomRow>(
      'waiting_rooms',
      (one) => `${one.entry_id} ${one.room_type_id}`,
      ({ entry_id }) => entry_id,
    ),
    waiting_kept: table<row.KeptRow>('waiting_kept', (one) => `${one.room_type_id} ${one.night}`),
    desk_hotels: table<row.DeskHotelRow>('desk_hotels', ({ id }) => id),
    desk_room_types: table<row.DeskTypeRow>('desk_room_types', (one) => `${one.hotel_id} ${one.id}`),
    hotel_rooms: table<row.DoorRow>('hotel_rooms', ({ id }) => id),
    room_stays: table<row.RoomStayRow>('room_stays', ({ id }) => id),
    no_shows: table<row.NoShowRow>('no_shows', ofReservation),
    offer_keys: table<row.OfferKeyRow>('offer_keys', ({ kid }) => kid),
  }

  const references = new Set<string>()
  /** Drawn and never given back, as sequences are. */
  const drawn = { id: 0, step: 0, revision: 0, waiting: 0 }
  const newId = () => {
    drawn.id += 1
    return `00000000-0000-7000-8000-${drawn.id.toString(16).padStart(12, '0')}`
  }

  return {
    ...tables,
    tables: tables as unknown as Record<string, Table<Row>>,
    drawn,
    newId,
    lacks: (weakness: Weakness) => weaknesses.has(weakness),

    /** One statement: all of it, or nothing. */
    transaction<T>(work: () => T): T {
      journal.length = 0
      try {
        return work()
      } catch (error) {
        while (journal.length > 0) journal.pop()?.()
        throw error
      }
    },

    insertReservation(made: row.BookingRow): void {
      if (references.has(made.reference)) throw new Refused('23505', `reference ${made.reference} is taken`)
      references.add(made.reference)
      journal.push(() => references.delete(made.reference))
      tables.reservations.insert(made)
    },
    /** `lawful_transition` stands before every update. */
    updateReservation(one: row.BookingRow, changes: Partial<row.BookingRow>): void {
      const { status = one.status } = changes
      if (status !== one.status && !mayBecome(one.status, status))
        throw new Refused('23514', `a reservation cannot go from ${one.status} to ${status}`)
      tables.reservations.update(one, changes)
    },

    logStep(reservation_id: string, at: string, status: Status, name: string, detail: unknown): void {
      drawn.step += 1
      tables.reservation_steps.insert({ id: drawn.step, reservation_id, at, status, name, detail: detail ?? {} })
    },
    promise(job: string, payload: unknown): void {
      tables.outbox.insert({ id: newId(), job, payload })
    },
    promiseJobs(jobs: readonly { job: string; payload: unknown }[]): void {
      for (const { job, payload } of jobs) tables.outbox.insert({ id: newId(), job, payload })
    },

    /** As `truncate … restart identity`. */
    empty(): void {
      for (const one of Object.values(tables)) one.clear()
      references.clear()
      Object.assign(drawn, { step: 0, revision: 0, waiting: 0 })
    },
  }
}
export type Books = ReturnType<typeof createBooks>
