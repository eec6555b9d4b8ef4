import { describe, expect, it } from 'vitest'

import { check, fieldOf, NO_ENTRIES } from './guest-entries.ts'

const typed = { givenName: ' Zoë ', familyName: 'Ó Sé', email: ' zoe@example.com ', phone: '', requests: '' }

describe('what a guest types', () => {
  it('is sent without the blanks around it', () => {
    expect(check(typed).entries).toMatchObject({ givenName: 'Zoë', familyName: 'Ó Sé', email: 'zoe@example.com' })
  })

  it('gets one error for each empty field that is required, and none for the others', () => {
    expect(Object.keys(check(NO_ENTRIES).errors ?? {})).toEqual(['givenName', 'familyName', 'email'])
  })

  it.each(['zoe', 'zoe@', '@example.com', 'zoe@example', 'zoe @example.com', 'a@b@c.d'])(
    'refuses %s as an address',
    (email) => {
      expect(check({ ...typed, email }).errors).toHaveProperty('email')
    },
  )

  it.each(['+351 21 000 0000', '(555) 010-1234', '02/555.12.34', ''])('takes %s as a phone number', (phone) => {
    expect(check({ ...typed, phone }).errors).toBeNull()
  })

  it('knows the fields of the graph by their path', () => {
    expect(fieldOf('guest.email')).toBe('email')
    expect(fieldOf('requests')).toBe('requests')
    expect(fieldOf('paymentMethodId')).toBeNull()
  })
})
