import type { erasePayer as contract } from '@staygraph/payments/contract/erase-payer'
import { NotYet, type PayloadOf } from '@staygraph/subgraph-kit/job'

import type { Service } from '../context.ts'

const PAUSE_MS = 60_000

/**
 * The guest of these reservations is erased: the name and address that were kept for a receipt, the last digits of the
 * card, and what staff wrote about a refund. Receipts and credit notes stay as printed until `retain_until`. A payment or
 * refund that is still being settled needs them: the job comes again. Safe twice.
 */
export async function erasePayer({ reservationIds }: PayloadOf<typeof contract>, { sql }: Pick<Service, 'sql'>) {
  const [row] = await sql<{ left: number }[]>`select erase_payer(${reservationIds}) as left`
  if ((row?.left ?? 0) > 0) throw new NotYet(`${row?.left} payments of the guest are still being settled`, PAUSE_MS)
}
