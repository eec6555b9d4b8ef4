import type { RoomState } from '../../domain/booked-room.ts'
import type { Status } from '../../domain/status.ts'

// Rows as a statement answers them: columns by their names in SQL, instants as ISO text in UTC, dates as text.

export type Row = Record<string, unknown>
type Instant = string
type Json = unknown

export type NightRow = {
  room_type_id: string
  night: string
  allotment: number
  held: number
  sold: number
  planned: number | null
  out_of_order: number
  closed: boolean
}
export type BookingRow = {
  id: string
  reference: string
  status: Status
  customer_id: string | null
  client_id: string | null
  hotel_id: string
  check_in: string
  check_out: string
  currency: string
  total: number
  pay_now: number
  offer: string
  guest_given_name: string
  guest_family_name: string
  guest_email: string
  guest_phone: string | null
  requests: string | null
  created_at: Instant
  hold_expires_at: Instant | null
  payment_method_id: string | null
  return_url: string | null
  attempt: number
  payment_id: string | null
  redirect_url: string | null
  supplier_code: string | null
  supplier_prebook_id: string | null
  supplier_booking_id: string | null
  failure: Json
  owed: 'SETTLE' | 'REFUND' | null
  cancel_requested_at: Instant | null
  cancel_refund: number | null
  cancel_fee: number | null
  cancelled_at: Instant | null
  revision: number
  due_at: Instant | null
  tries: number
}
export type StepRow = { id: number; reservation_id: string; at: Instant; status: Status; name: string; detail: Json }
export type ChargeRow = {
  reservation_id: string
  attempt: number
  payment_id: string
  amount: number
  taken_at: Instant
}
export type RefundRow = {
  reservation_id: string
  n: number
  payment_id: string
  amount: number
  reason: string
  refund_id: string | null
  by_staff: boolean
}
export type ChangeRow = {
  reservation_id: string
  n: number
  state: 'OPEN' | 'APPLIED' | 'ABANDONED'
  offer: string
  check_in: string
  check_out: string
  total: number
  pay_now: number
  difference: number
  attempt: number | null
  payment_method_id: string | null
  return_url: string | null
  redirect_url: string | null
  hold_expires_at: Instant
  failure: Json
  payment_id: string | null
  supplier_prebook_id: string | null
  supplier_booking_id: string | null
  silent_since: Instant | null
}
export type RoomRow = {
  reservation_id: string
  n: number
  state: RoomState
  change: number | null
  place: number
  room_type_id: string
  name: string
  allotment: number
  adults: number
  child_ages: number[]
  total: number
  pay_now: number
  refund: number | null
  fee: number | null
  cancelled_at: Instant | null
}
export type KeyRow = {
  operation: string
  scope: string
  key: string
  input_hash: string
  reservation_id: string
  change: number | null
  created_at: Instant
}
export type OutboxRow = { id: string; job: string; payload: Json }
export type DisputeRow = { dispute_id: string; step: string; reservation_id: string }
export type CheckRow = {
  reservation_id: string
  supplier_code: string
  booked_at: Instant
  due_at: Instant | null
  looks: number
  misses: number
}
export type FindingRow = {
  id: string
  reservation_id: string
  supplier_code: string
  kind: string
  booking_id: string
  detail: Json
  found_at: Instant
  settled_at: Instant | null
  settlement: string | null
}
export type EntryRow = {
  id: string
  n: number
  hotel_id: string
  check_in: string
  check_out: string
  state: string
  offer: string
  guest_given_name: string | null
  guest_family_name: string | null
  guest_email: string | null
  scope: string
  key: string
  input_hash: string
  notice: Json
  joined_at: Instant
  closes_at: Instant
  offered_until: Instant | null
  reservation_id: string | null
  ended_at: Instant | null
  due_at: Instant | null
}
export type WaitingRoomRow = { entry_id: string; room_type_id: string; rooms: number; allotment: number }
export type KeptRow = { room_type_id: string; night: string; hotel_id: string; rooms: number }
export type DeskHotelRow = { id: string; name: string; time_zone: string; seen_at: Instant }
export type DeskTypeRow = { hotel_id: string; id: string; name: string; allotment: number }
export type DoorRow = {
  id: string
  hotel_id: string
  room_type_id: string
  number: string
  floor: string | null
  registered_at: Instant
  registered_by: string
}
export type RoomStayRow = {
  id: string
  room_id: string
  kind: 'GUEST' | 'OUT_OF_ORDER'
  reservation_id: string | null
  n: number | null
  reason: string | null
  from_night: string
  to_night: string
  begun_at: Instant
  begun_by: string
  ended_at: Instant | null
}
export type NoShowRow = {
  reservation_id: string
  marked_at: Instant
  marked_by: string
  freed_from: string
  refund: number
  fee: number
}

export type OfferKeyRow = { kid: string; jwk: Json; last_seen_at: Instant }

/** Undoes what was done, the last first. */
export type Journal = (() => void)[]

/** What a table refuses, as Postgres would: `code` is an SQLSTATE. */
export class Refused extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.name = 'PostgresError'
    this.code = code
  }
}

/** Rows under a primary key, in the order in which they came; `group` finds those that belong together. */
export class Table<R extends Row> {
  readonly name: string
  readonly rows = new Map<string, R>()
  readonly #journal: Journal
  readonly #keyOf: (row: R) => string
  readonly #groupOf: ((row: R) => string) | null
  readonly #groups = new Map<string, Set<R>>()

  constructor(name: string, journal: Journal, keyOf: (row: R) => string, groupOf: ((row: R) => string) | null = null) {
    this.name = name
    this.#journal = journal
    this.#keyOf = keyOf
    this.#groupOf = groupOf
  }

  get(key: string): R | undefined {
    return this.rows.get(key)
  }
  /** The row that has the key of another. */
  conflicting(row: R): R | undefined {
    return this.rows.get(this.#keyOf(row))
  }
  get isGrouped(): boolean {
    return this.#groupOf !== null
  }
  all(): R[] {
    return [...this.rows.values()]
  }
  /** Those of a group, the oldest first. */
  of(group: string): R[] {
    const rows = this.#groups.get(group)
    return rows ? [...rows] : []
  }
  #put(key: string, row: R): void {
    this.rows.set(key, row)
    if (!this.#groupOf) return
    const group = this.#groupOf(row)
    const rows = this.#groups.get(group)
    if (rows) rows.add(row)
    else this.#groups.set(group, new Set([row]))
  }
  #take(key: string, row: R): void {
    this.rows.delete(key)
    if (this.#groupOf) this.#groups.get(this.#groupOf(row))?.delete(row)
  }

  /** False: there is one already. */
  insertNew(row: R): boolean {
    const key = this.#keyOf(row)
    if (this.rows.has(key)) return false
    this.#put(key, row)
    this.#journal.push(() => this.#take(key, row))
    return true
  }
  insert(row: R): R {
    if (!this.insertNew(row)) throw new Refused('23505', `duplicate key in ${this.name}`)
    return row
  }
  update(row: R, changes: Partial<R>): void {
    const before = { ...row }
    this.#journal.push(() => Object.assign(row, before))
    Object.assign(row, changes)
  }
  delete(row: R): void {
    const key = this.#keyOf(row)
    this.#take(key, row)
    this.#journal.push(() => this.#put(key, row))
  }
  clear(): void {
    this.rows.clear()
    this.#groups.clear()
  }
}
