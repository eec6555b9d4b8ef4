import { createBookings, type Jobs } from './bookings.ts'
import type { Books } from './books.ts'
import { createCancellations } from './cancellations.ts'
import { createChanges } from './changes.ts'
import { createDebts } from './debts.ts'
import { createDesk } from './desk.ts'
import { createNights, nightsIn } from './nights.ts'
import type { KeyRow, Row } from './tables.ts'
import { createWaitingList } from './waiting.ts'

/** A statement written by hand. It is known by a few words; what it does is proved against Postgres, call by call. */
export type Statement = { known: RegExp; answer: (params: readonly never[]) => readonly object[] }

const parse = (text: string): never => JSON.parse(text) as never

/** The statements of `database/*.ts` that are not drizzle's. */
export function createStatements(books: Books): Statement[] {
  const nights = createNights(books)
  const bookings = createBookings(books, nights)
  const cancellations = createCancellations(books, nights, bookings)
  const changes = createChanges(books, nights, bookings, cancellations)
  const debts = createDebts(books, bookings)
  const desk = createDesk(books, nights, cancellations)
  const waiting = createWaitingList(books, nights, bookings)
  const { reservations, room_night, idempotency_keys, partner_checks } = books

  const knownKey = (operation: string, scope: string, key: string) =>
    books.lacks('KEYS_ONCE') ? undefined : idempotency_keys.get(`${operation} ${scope} ${key}`)
  const byDue = (one: { due_at: string | null }, other: { due_at: string | null }) =>
    (one.due_at ?? '') < (other.due_at ?? '') ? -1 : one.due_at === other.due_at ? 0 : 1
  const isDue = (row: { due_at: string | null }, now: string) => row.due_at !== null && row.due_at <= now

  const statement = <Params extends readonly unknown[]>(
    known: RegExp,
    answer: (...params: Params) => readonly object[],
  ): Statement => ({
    known,
    answer: (params) => {
      nights.settings.dealing = false
      nights.settings.passing = false
      return answer(...(params as unknown as Params))
    },
  })
  const called = (name: string) => new RegExp(`\\b${name}\\(`)

  return [
    // Bookings.
    statement(called('hold_room_and_read'), (p: string, offer: string) => {
      const { outcome, id, hash } = bookings.hold(parse(p), offer)
      return [{ outcome, known_id: id, hash, ...(outcome === 'HELD' ? reservations.get(id ?? '') : none) }]
    }),
    statement(
      called('move_reservation'),
      (id: string, from: never, to: never, now: string, step: string, detail: string, changed: string) => [
        { moved: bookings.move(id, from, to, now, step, parse(detail), parse(changed)) },
      ],
    ),
    statement(
      called('confirm_reservation_and_read'),
      (id: string, payment: string, now: string, step: string, detail: string, jobs: string) => {
        const outcome = bookings.confirm(id, payment, now, step, parse(detail), parse(jobs) as Jobs)
        return [{ outcome, ...(outcome === 'CONFIRMED' ? reservations.get(id) : none) }]
      },
    ),
    statement(
      called('end_reservation'),
      (id: string, from: never, to: never, now: string, step: never, detail: string, changed: string) => [
        { ended: bookings.end(id, { from, to, step, detail: parse(detail) }, parse(changed), now) },
      ],
    ),

    // Money.
    statement(
      called('owe_refund'),
      (id: string, attempt: number, payment: string, amount: number, now: string, why: string) => [
        { owed: debts.owe(id, attempt, payment, amount, now, why) },
      ],
    ),
    statement(
      called('accept_refund'),
      (id: string, n: number, refund: string, now: string, step: string, detail: string) => [
        { accepted: debts.accept(id, n, refund, now, step, parse(detail)) },
      ],
    ),
    statement(
      called('begin_staff_refund'),
      (id: string, key: string, amount: number | null, why: string, now: string) => [
        debts.beginByStaff(id, parse(key), amount, why, now),
      ],
    ),
    statement(
      called('accept_staff_refund'),
      (id: string, n: number, refund: string, now: string, step: string, detail: string, jobs: string) => [
        { accepted: debts.acceptByStaff(id, n, refund, now, step, parse(detail), parse(jobs) as Jobs) },
      ],
    ),
    statement(
      called('tell_dispute'),
      (id: string, dispute: string, steps: string, ends: boolean, detail: string, now: string) => [
        { told: debts.tellDispute(id, dispute, parse(steps), ends, parse(detail), now) },
      ],
    ),

    // Cancellations and changes.
    statement(
      called('begin_cancellation'),
      (
        id: string,
        revision: number,
        key: string,
        now: string,
        detail: string,
        changed: string,
        rooms: string,
        refunds: string,
      ) => [
        cancellations.begin(id, revision, parse(key), now, parse(detail), parse(changed), parse(rooms), parse(refunds)),
      ],
    ),
    statement(
      called('cancel_rooms'),
      (
        id: string,
        revision: number,
        key: string,
        now: string,
        rooms: string,
        detail: string,
        refunds: string,
        jobs: string,
      ) => [
        cancellations.rooms(
          id,
          revision,
          parse(key),
          now,
          parse(rooms),
          parse(detail),
          parse(refunds),
          parse(jobs) as Jobs,
        ),
      ],
    ),
    statement(called('keep_reservation'), (id: string, now: string, detail: string) => [
      { kept: cancellations.keep(id, now, parse(detail)) },
    ]),
    statement(called('finish_cancellation'), (id: string, now: string, detail: string, jobs: string) => [
      { finished: cancellations.finish(id, now, parse(detail), parse(jobs) as Jobs) },
    ]),
    statement(called('begin_change'), (p: string, offer: string) => [changes.begin(parse(p), offer)]),
    statement(
      called('move_change'),
      (id: string, n: number, now: string, step: string, detail: string, known: string) => [
        { moved: changes.move(id, n, now, step, parse(detail), parse(known)) },
      ],
    ),
    statement(
      called('end_change'),
      (
        id: string,
        n: number,
        applied: boolean,
        now: string,
        detail: string,
        changed: string,
        refunds: string,
        jobs: string,
      ) => [
        {
          ended: changes.end(id, n, applied, now, parse(detail), parse(changed), parse(refunds), parse(jobs) as Jobs),
        },
      ],
    ),

    // Keys, and the look before anything is held.
    statement(
      /select k\.reservation_id as id, k\.input_hash as hash, wanted\.free/,
      (
        checkOut: string,
        checkIn: string,
        types: string[],
        rooms: number[],
        allotments: number[],
        _from: string,
        _to: string,
        scope: string,
        key: string,
      ) => {
        const known = knownKey('bookRoom', scope, key)
        const wanted = nightsIn(checkIn, checkOut)
        const free = types.every((type, at) => {
          const rows = wanted.flatMap((night) => room_night.get(`${type} ${night}`) ?? [])
          const more = rooms[at] ?? 0
          const fits = rows.every(({ held, sold, allotment }) => held + sold + more <= allotment)
          return fits && (rows.length === wanted.length || more <= (allotments[at] ?? 0))
        })
        return [{ id: known?.reservation_id ?? null, hash: known?.input_hash ?? null, free }]
      },
    ),
    statement(
      /from idempotency_keys where operation = \$1 and scope = \$2 and key = \$3$/,
      (operation: string, scope: string, key: string) =>
        [knownKey(operation, scope, key)].flatMap((row) =>
          row ? [{ id: row.reservation_id, hash: row.input_hash, change: row.change }] : [],
        ),
    ),
    statement(/with ordinality w\(scope, key, n\) join idempotency_keys k/, (scopes: string[], keys: string[]) =>
      scopes.flatMap((scope, at) => {
        const known = knownKey('bookRoom', scope, keys[at] ?? '')
        return known ? [{ n: String(at + 1), id: known.reservation_id, hash: known.input_hash }] : []
      }),
    ),
    statement(
      /^delete from idempotency_keys where operation = \$1 and reservation_id = \$2/,
      (operation: string, id: string, change: number | null) => {
        const these = (row: KeyRow) => row.operation === operation && row.reservation_id === id && row.change === change
        for (const row of idempotency_keys.all().filter(these)) idempotency_keys.delete(row)
        return []
      },
    ),

    // The sweeper and the reconciler.
    statement(/^select min\("due_at"\) from "reservations"/, () => {
      const [first] = reservations
        .all()
        .filter(({ due_at }) => due_at !== null)
        .toSorted(byDue)
      return [{ min: first?.due_at ?? null }]
    }),
    statement(
      /^update "reservations" set due_at = \$1 where id in \( select id from "reservations" where due_at <= \$2 order by due_at, id limit \$3 for update skip locked\) returning id$/,
      (until: string, now: string, most: number) => {
        const due = reservations
          .all()
          .filter((row) => isDue(row, now))
          .toSorted((one, other) => byDue(one, other) || (one.id < other.id ? -1 : 1))
          .slice(0, most)
        for (const row of due) books.updateReservation(row, { due_at: until })
        return due.map(({ id }) => ({ id }))
      },
    ),
    statement(
      /^insert into "partner_checks" .* on conflict do nothing returning reservation_id$/,
      (dueAfterMs: number) => {
        const newest = partner_checks.all().reduce((last, { booked_at }) => (booked_at > last ? booked_at : last), '')
        const since = newest === '' ? '' : new Date(Date.parse(newest) - 2 * 86_400_000).toISOString()
        const asked = reservations
          .all()
          .filter((r) => r.supplier_prebook_id !== null && r.created_at >= since && !partner_checks.get(r.id))
        return asked.map(({ id, supplier_code, created_at }) => {
          const due_at = new Date(Date.parse(created_at) + dueAfterMs).toISOString()
          const check = { supplier_code: supplier_code ?? '', booked_at: created_at, due_at, looks: 0, misses: 0 }
          partner_checks.insert({ reservation_id: id, ...check })
          return { reservation_id: id }
        })
      },
    ),
    statement(
      /^update "partner_checks" set "due_at" = \$1 where "partner_checks"\."reservation_id" in \(select/,
      (until: string, now: string, most: number) => {
        const due = partner_checks
          .all()
          .filter((row) => isDue(row, now))
          .toSorted((one, other) => byDue(one, other) || (one.reservation_id < other.reservation_id ? -1 : 1))
          .slice(0, most)
        for (const row of due) partner_checks.update(row, { due_at: until })
        return due.map(({ reservation_id, supplier_code, booked_at, looks, misses }) => ({
          reservation_id,
          supplier_code,
          booked_at,
          looks,
          misses,
        }))
      },
    ),
    statement(/^select "kind", count\(\*\) from "partner_findings"/, () => {
      const open = books.partner_findings.all().filter(({ settled_at }) => settled_at === null)
      return [...Map.groupBy(open, ({ kind }) => kind)].map(([kind, rows]) => ({ kind, count: rows.length }))
    }),

    // hotels' keys.
    statement(/^select max\("last_seen_at"\) from "offer_keys"/, () => {
      const seen = books.offer_keys.all().map(({ last_seen_at }) => last_seen_at)
      return [{ max: seen.toSorted().at(-1) ?? null }]
    }),
    statement(
      /^insert into "offer_keys" .* on conflict \("kid"\) do update/,
      (kid: string, jwk: string, at: string) => {
        const known = books.offer_keys.get(kid)
        if (known) books.offer_keys.update(known, { jwk: parse(jwk), last_seen_at: at })
        else books.offer_keys.insert({ kid, jwk: parse(jwk), last_seen_at: at })
        return []
      },
    ),

    // The hotel's desk.
    statement(
      called('plan_nights'),
      (type: string, wanted: string[], fallback: number, planned: number | null, closed: boolean | null) =>
        desk.plan(type, wanted, fallback, planned, closed),
    ),
    statement(/^select wanted\.night::text as date, coalesce\(n\.allotment/, (...params: never[]) => {
      const [fallback, , wanted, type] = params as unknown as [number, number, string[], string]
      return desk.nightsAt(type, wanted, fallback)
    }),
    statement(/^select r\.id::text from reservations r left join no_shows absent/, (...params: never[]) => {
      const [, type, wanted] = params as unknown as [string[], string, string[]]
      return desk.holdersOn(type, wanted, Number(params.at(-1)))
    }),
    statement(/lpad\(b\.n::text, 4, '0'\) as place from .* where r\.id = any\(\$1/, (ids: string[]) => desk.stays(ids)),
    statement(
      /^insert into hotel_rooms as h/,
      (hotel: string, type: string, now: string, staff: string, doors: string) => {
        desk.registerDoors(hotel, type, now, staff, parse(doors))
        return []
      },
    ),
    statement(/from hotel_rooms h where h\.hotel_id = \$1 and/, (hotel: string, type: string | null) =>
      desk.doors(hotel, type),
    ),
    statement(called('check_in'), (id: string, asked: string, from: string, now: string, staff: string) => [
      { outcome: desk.checkIn(id, parse(asked), from, now, staff) },
    ]),
    statement(called('check_out'), (id: string, today: string, now: string) => [
      { outcome: desk.checkOut(id, today, now) },
    ]),
    statement(
      called('mark_no_show'),
      (
        id: string,
        revision: number,
        freedFrom: string,
        now: string,
        staff: string,
        changed: string,
        detail: string,
        refunds: string,
      ) => [
        { marked: desk.markNoShow(id, revision, freedFrom, now, staff, parse(changed), parse(detail), parse(refunds)) },
      ],
    ),

    // The waiting list.
    statement(called('join_waiting_list'), (p: string, offer: string) => [waiting.join(parse(p), offer)]),
    statement(called('leave_waiting_list'), (id: string, now: string) => [{ left_list: waiting.leave(id, now) }]),
    statement(called('settle_waiting'), (id: string, now: string) => [{ hotel: waiting.settle(id, now) }]),
    statement(called('deal_rooms'), (hotel: string, now: string, minutes: number) => [
      { offered: waiting.deal(hotel, now, minutes) },
    ]),
    statement(called('hold_waiting_room'), (id: string, p: string, offer: string) => [
      waiting.holdFor(id, parse(p), offer),
    ]),
    statement(/^\(select id::text as entry, null as hotel from waiting_entries/, (now: string, most: number) =>
      waiting.work(now, most),
    ),
  ]
}

/** A row of which every column is null. */
const none: Row = {}
