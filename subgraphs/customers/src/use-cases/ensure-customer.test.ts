import { expect, test } from 'vitest'

import { registration, stageServices } from '../../tests/staged-customers.ts'
import { ensureCustomer } from './ensure-customer.ts'

const { services, sql } = await stageServices()

const guest = (email: string, givenName = 'Ada') =>
  ensureCustomer({ email, givenName, familyName: 'Lovelace', phone: '+44 20 7946 0000' }, services, new Date())

test('one address is one guest, case ignored, also for fifty bookings at once', async () => {
  const { email } = registration()
  const made = await Promise.all(Array.from({ length: 50 }, (_, n) => guest(n % 2 === 0 ? email : email.toUpperCase())))
  expect(new Set(made.map(({ customerId }) => customerId)).size).toBe(1)
  expect(await sql`select 1 from customers where email_key = ${email.toLowerCase()}`).toHaveLength(1)
})

test('what is known of a guest cannot be rewritten by whoever types the address next', async () => {
  const { email } = registration()
  const { customerId } = await guest(email)
  await guest(email, 'Mallory')
  const [row] = await sql`select given_name, kind from customers where id = ${customerId}`
  expect(row).toEqual({ given_name: 'Ada', kind: 'GUEST' })
})
