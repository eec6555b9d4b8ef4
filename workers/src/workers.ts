import { consume, type ConsumeOptions } from '@staygraph/subgraph-kit/job'
import type { Queue } from 'bullmq'

import type { Context } from './context.ts'
import { handleEraseGuest } from './erase-guest/handle.ts'
import { eraseGuest } from './erase-guest/job.ts'
import { handleIssueCreditNote } from './issue-credit-note/handle.ts'
import { issueCreditNote } from './issue-credit-note/job.ts'
import { handleIssueReceipt } from './issue-receipt/handle.ts'
import { issueReceipt } from './issue-receipt/job.ts'
import { handleNotifyHotel } from './notify-hotel/handle.ts'
import { notifyHotel } from './notify-hotel/job.ts'
import { handleSendCancellation } from './send-cancellation/handle.ts'
import { sendCancellation } from './send-cancellation/job.ts'
import { handleSendRecap } from './send-recap/handle.ts'
import { sendRecap } from './send-recap/job.ts'
import { handleSendRefund } from './send-refund/handle.ts'
import { sendRefund } from './send-refund/job.ts'
import { handleTellGuestAndHotel } from './tell-guest-and-hotel/handle.ts'
import { tellGuestAndHotel } from './tell-guest-and-hotel/job.ts'
import { handleTellWaitingGuest } from './tell-waiting-guest/handle.ts'
import { tellWaitingGuest } from './tell-waiting-guest/job.ts'

/** Every kind of work that leaves the subgraphs by queue. */
export const jobs = [
  issueReceipt,
  issueCreditNote,
  tellGuestAndHotel,
  sendRecap,
  notifyHotel,
  sendCancellation,
  sendRefund,
  tellWaitingGuest,
  eraseGuest,
]

/** Takes jobs of every kind until closed. `kept`: the queues from which an erased guest is taken. Mails wait for servers, documents for a processor: hence the differing numbers at once. */
export function startWorkers(context: Context, options: ConsumeOptions, kept: () => Queue[]) {
  const consumers = [
    consume(issueReceipt, (receipt) => handleIssueReceipt(receipt, context), { ...options, concurrency: 4 }),
    consume(issueCreditNote, (note) => handleIssueCreditNote(note, context), { ...options, concurrency: 4 }),
    consume(tellGuestAndHotel, (notice, about) => handleTellGuestAndHotel(notice, context, about), options),
    consume(sendRecap, (recap, about) => handleSendRecap(recap, context, about), options),
    consume(notifyHotel, (notice) => handleNotifyHotel(notice, context), options),
    consume(sendCancellation, (recap, about) => handleSendCancellation(recap, context, about), options),
    consume(sendRefund, (payload, about) => handleSendRefund(payload, context, about), options),
    consume(tellWaitingGuest, (notice) => handleTellWaitingGuest(notice, context), options),
    consume(eraseGuest, (payload) => handleEraseGuest(payload, kept()), { ...options, concurrency: 1 }),
  ]
  return {
    workers: consumers.map(({ worker }) => worker),
    /** Finishes the jobs under way, takes no more. */
    close: () => Promise.all(consumers.map((consumer) => consumer.close())),
  }
}
