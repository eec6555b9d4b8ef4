import type { Posting } from '../bank.ts'
import { newId } from '../wire/ids.ts'

/** Put an event in the books, with the object as it is now: it is delivered once the transaction is committed. */
export function tell(call: Omit<Posting, 'view'>, type: string, object: object) {
  call.tx.put('event', {
    id: newId('evt'),
    created: call.now,
    type,
    object,
    requestId: call.requestId,
    idempotencyKey: call.idempotencyKey,
    toDeliver: call.bank.wantsEvent(type),
  })
}
