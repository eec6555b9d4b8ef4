import type { ReservationRow } from '../../database/tables.ts'
import type { Guest, Model } from './model.ts'
import { holds, isOneOf, wrong } from './must.ts'
import type { Stage } from './stage.ts'

/** A guest looks at their trips: what they see must follow from what they were told before, and becomes what they know. */
export async function look(model: Model, stage: Stage, guest: Guest): Promise<void> {
  const rows = await stage.rowsOf(guest)
  const newest = rows.at(-1)
  for (const before of rows.slice(0, -1)) holds(`${guest.name}, an earlier attempt`, before.status, 'FAILED')
  if (newest) see(model, guest, newest)
  else {
    isOneOf(`${guest.name} has no booking`, guest.belief, ['UNKNOWN', 'NOTHING'])
    guest.belief = 'NOTHING'
  }
}

/** What each status may be seen after. */
export function see(model: Model, guest: Guest, { status, offer }: ReservationRow): void {
  const { belief, wanted } = guest
  const mustBe = (...beliefs: Guest['belief'][]) => isOneOf(`${guest.name} sees ${status}, and before`, belief, beliefs)
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
      holds(`${guest.name} has the stay they know of`, offer, guest.stay.offer)
      return
    case 'MODIFYING':
      mustBe('BOOKED')
      holds(`${guest.name} asked for a change`, wanted !== null, true)
      return
    case 'CANCELLING':
      mustBe('CANCELLING')
      return
    case 'CANCELLED':
    case 'CANCELLED_WITH_FEE':
      mustBe('CANCELLING', 'GIVEN_UP')
      if (belief === 'CANCELLING') model.gaveUp(guest)
      holds(`${guest.name} is told of the fee`, status === 'CANCELLED_WITH_FEE', guest.stay.fee > 0)
      return
    case 'FAILED':
      mustBe('UNKNOWN', 'UNDER_WAY', 'NOTHING')
      guest.belief = 'NOTHING'
      return
    case 'CHECKED_IN':
    case 'CHECKED_OUT':
    case 'NO_SHOW':
      wrong(`${guest.name} is ${status}`)
  }
}
