import { expect } from 'vitest'

import type { ReservationRow } from '../../database/tables.ts'
import type { Guest, Model } from './model.ts'
import type { Stage } from './stage.ts'

/** What must be so. */
export const holds = (what: string, is: unknown, should: unknown) => expect({ [what]: is }).toEqual({ [what]: should })

/** A guest looks at their trips: what they see must follow from what they were told before, and becomes what they know. */
export async function look(model: Model, stage: Stage, guest: Guest): Promise<void> {
  const rows = await stage.rowsOf(guest)
  const newest = rows.at(-1)
  for (const before of rows.slice(0, -1)) expect(before.status, `${guest.name}, an earlier attempt`).toBe('FAILED')
  if (newest) see(model, guest, newest)
  else {
    expect(['UNKNOWN', 'NOTHING'], `${guest.name} has no booking`).toContain(guest.belief)
    guest.belief = 'NOTHING'
  }
}

/** What each status may be seen after. */
export function see(model: Model, guest: Guest, { status, offer }: ReservationRow): void {
  const { belief, wanted } = guest
  const mustBe = (...beliefs: Guest['belief'][]) =>
    expect(beliefs, `${guest.name} sees ${status} after ${belief}`).toContain(belief)
  switch (status) {
    case 'HELD':
    case 'AWAITING_PAYMENT':
    case 'REQUIRES_ACTION':
    case 'AUTHORIZED':
    case 'CONFIRMING':
    case 'PARTNER_UNKNOWN':
    case 'EXPIRED': // the money may still come
      mustBe('UNKNOWN', 'UNDER_WAY')
      guest.belief = 'UNDER_WAY'
      return
    case 'CONFIRMED':
      mustBe('UNKNOWN', 'UNDER_WAY', 'BOOKED', 'CANCELLING')
      model.booked(guest)
      if (wanted && offer === wanted.offer) model.changed(guest)
      guest.wanted = null
      expect(offer, `${guest.name} has the stay they know of`).toBe(guest.stay.offer)
      return
    case 'MODIFYING':
      mustBe('BOOKED')
      expect(wanted, `${guest.name} asked for a change`).not.toBeNull()
      return
    case 'CANCELLING':
      mustBe('CANCELLING')
      return
    case 'CANCELLED':
    case 'CANCELLED_WITH_FEE':
      mustBe('CANCELLING', 'GIVEN_UP')
      if (belief === 'CANCELLING') model.gaveUp(guest)
      expect(status === 'CANCELLED_WITH_FEE', `${guest.name} is told of the fee`).toBe(guest.stay.fee > 0)
      return
    case 'FAILED':
      mustBe('UNKNOWN', 'UNDER_WAY', 'NOTHING')
      guest.belief = 'NOTHING'
      return
    case 'CHECKED_IN':
    case 'CHECKED_OUT':
    case 'NO_SHOW':
      expect.fail(`${guest.name} is ${status}`)
  }
}
