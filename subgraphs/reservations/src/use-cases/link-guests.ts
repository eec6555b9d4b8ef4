import type { Services } from '../context.ts'
import { linkCustomer, withoutCustomer } from '../database/reservations.ts'

const batch = 20

/** Tells customers the guests who booked while it was away. Answers whether there may be more. */
export async function linkGuests({ db, customerOf }: Services): Promise<boolean> {
  const rows = await withoutCustomer(db, batch)
  let silences = 0
  for (const { id, guestGivenName, guestFamilyName, guestEmail, guestPhone } of rows) {
    const customerId = await customerOf({
      givenName: guestGivenName,
      familyName: guestFamilyName,
      email: guestEmail,
      phone: guestPhone,
    })
    if (customerId !== null) await linkCustomer(db, id, customerId)
    else if (++silences === 3) return false // still away
  }
  return silences === 0 && rows.length === batch
}
