import { nights } from './i01-nights.ts'
import { paidOnce } from './i02-paid-once.ts'
import { noMoneyWithoutARoom } from './i03-no-money-without-a-room.ts'
import { bankAndPayments } from './i04-bank-and-payments.ts'
import { ledger } from './i05-ledger.ts'
import { refunds } from './i06-refunds.ts'
import { receipts } from './i07-receipts.ts'
import { mails } from './i08-mails.ts'
import { outbox } from './i09-outbox.ts'
import { holds } from './i10-holds.ts'
import { keys } from './i11-keys.ts'
import { erased } from './i12-erased.ts'
import { transitions } from './i13-transitions.ts'
import { events } from './i14-events.ts'
import { sagas } from './i15-sagas.ts'
import type { Invariant } from './invariant.ts'

/** What must hold whenever the system is looked at, whatever befell it. */
export const invariants: Invariant[] = [
  nights,
  paidOnce,
  noMoneyWithoutARoom,
  bankAndPayments,
  ledger,
  refunds,
  receipts,
  mails,
  outbox,
  holds,
  keys,
  erased,
  transitions,
  events,
  sagas,
]
