import { createHash } from 'node:crypto'

import { reservationRecap } from '@staygraph/reservations/contract/reservation-recap'
import type { Database } from '@staygraph/subgraph-kit/database'
import type { Sql } from 'postgres'

import { documents } from '../../../../workers/src/database/tables.ts'
import { deliverOnce } from '../../../../workers/src/mail/deliver-once.ts'
import { createMailer, type Attachment } from '../../../../workers/src/mail/mailer.ts'

interface Stores {
  reservations: Sql
  payments: Sql
  workers: Database
}

type Promised = { job: string; payload: Record<string, unknown> }

/**
 * Keeps every promise of the outboxes, as the workers do: documents are archived and mails delivered once, by the
 * mailer and the record of deliveries that they use. The documents and the words are short ones.
 */
export const doJobs = async ({ reservations, payments, workers }: Stores, smtpUrl: string): Promise<void> => {
  const mailer = createMailer({ smtpUrl, from: { name: 'Staygraph', address: 'stay@staygraph.example' } })
  const files = new Map<string, Attachment>()
  for (const { job, payload } of await payments<Promised[]>`select job, payload from outbox order by id`) {
    if (job !== 'issue-receipt') continue
    const { receiptId, number, reservationId } = payload as Record<'receiptId' | 'number' | 'reservationId', string>
    const bytes = Buffer.from(`%PDF-1.7 ${number}`)
    const file = { filename: `receipt-${number}.pdf`, contentType: 'application/pdf', content: bytes }
    files.set(reservationId, file)
    await workers.insert(documents).values({
      key: `RECEIPT:${receiptId}`,
      number,
      reservationId,
      fileName: file.filename,
      mediaType: file.contentType,
      bytes,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      renderedAt: new Date(),
    })
  }
  for (const { job, payload } of await reservations<Promised[]>`select job, payload from outbox order by id`) {
    for (const mail of mailsOf(job, payload)) {
      const recap = reservationRecap.parse(payload['recap'] ?? payload)
      const { reservationId, revision, reference, guest, hotel } = recap
      const effect = mail === 'notify-hotel' ? `${mail}:${String(payload['what'])}` : mail
      const file = files.get(reservationId)
      await deliverOnce(
        {
          effectKey:
            mail === 'send-cancellation' ? `${effect}:${reservationId}` : `${effect}:${reservationId}:${revision}`,
          job: mail,
          reservationId,
          write: async () => ({
            to: { name: guest.familyName, address: mail === 'notify-hotel' ? (hotel.email ?? '') : guest.email },
            subject: `${effect}: ${hotel.name} (${reference})`,
            text: reference,
            html: `<p>${reference}</p>`,
            attachments: mail === 'send-recap' && file ? [file] : [],
            date: new Date(),
          }),
        },
        { db: workers, mailer, now: () => new Date() },
      )
    }
  }
  mailer.close()
  await Promise.all([reservations`delete from outbox`, payments`delete from outbox`])
}

/** The mails that a promise stands for, each by the name its effect is recorded under. */
const mailsOf = (job: string, { what }: Record<string, unknown>): string[] => {
  if (job === 'tell-guest-and-hotel') return [what === 'CANCELLED' ? 'send-cancellation' : 'send-recap', 'notify-hotel']
  return ['send-recap', 'send-cancellation'].includes(job) ? [job] : []
}
