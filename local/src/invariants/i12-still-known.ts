import type { Violation } from './invariant.ts'
import type { Sources } from './sources.ts'

/**
 * Who was erased is known by their customer's number alone: no customer bears it any more, no reservation of theirs that
 * has been over for a while tells who came, and payments has of these nothing but the documents that the law wants kept.
 */
export const stillKnown = async (
  { customers, reservations, payments }: Sources['databases'],
  settled: Date,
): Promise<{ checked: number; violations: Violation[] }> => {
  const erased = await reservations<{ id: string }[]>`select customer_id as id from erased_customers`
  const ids = erased.map(({ id }) => id)
  const accounts = await customers<Violation[]>`
    select id::text, 'the customer was erased, and is there' as what from customers where id::text = any(${ids})`
  const guests = await reservations<Violation[]>`
    select r.id::text, r.reference || ' (' || r.status || ') is over, its customer is erased, and its guest is not' as what
      from erased_customers e join reservations r on r.customer_id = e.customer_id
      where r.owed is null and r.due_at is null and e.erased_at <= ${settled}
        and (r.status in ('EXPIRED', 'FAILED', 'CANCELLED', 'CANCELLED_WITH_FEE', 'CHECKED_OUT', 'NO_SHOW')
          or r.status in ('CONFIRMED', 'CHECKED_IN') and r.check_out < (${settled}::timestamptz - interval '1 day')::date)
        and not exists (select from reservation_steps s where s.reservation_id = r.id and s.at > ${settled})
        and (r.guest_email <> 'erased' or r.guest_phone is not null or r.requests is not null)`
  const gone = await reservations<{ id: string }[]>`
    select reservation_id::text as id from erased_guests where erased_at <= ${settled}`
  const payers = await payments<Violation[]>`
    select id::text, 'the guest of its reservation ' || reservation_id || ' is erased, and the payment tells who paid' as what
      from payments where reservation_id = any(${gone.map(({ id }) => id)})
        and (receipt_details ->> 'guestName' <> 'erased' or receipt_details ->> 'guestEmail' <> 'erased' or card_last4 is not null)`
  return { checked: erased.length, violations: [...accounts, ...guests, ...payers] }
}
