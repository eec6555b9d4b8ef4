import { createHash } from 'node:crypto'

import { LeftAlone } from '@staygraph/subgraph-kit/breaker'
import { postgresCode } from '@staygraph/subgraph-kit/database'
import { NotYet } from '@staygraph/subgraph-kit/job'
import { metrics } from '@staygraph/subgraph-kit/metrics'
import { UnrecoverableError } from 'bullmq'
import { and, eq, lt, sql } from 'drizzle-orm'
import { Counter } from 'prom-client'

import type { Context } from '../context.ts'
import { deliveries } from '../database/tables.ts'
import { MailRefused, mailPauseMs, type Mail } from './mailer.ts'

/** Longer than any send lasts: within it a claim may be another worker's who is just sending. */
export const leaseMs = 90_000

const outcomes = new Counter({
  name: 'deliveries_total',
  help: 'Mails by what became of them: sent, already sent, refused by the mail server, failed and to be tried again',
  labelNames: ['job', 'outcome'],
  registers: [metrics],
})

type Delivery = {
  /** `{job}:{reservation}:{revision}`: the effect, of which there is one. */
  effectKey: string
  job: string
  reservationId: string
  /** Writes the mail; asked only when it is to be sent. */
  write: () => Promise<Mail>
}

type Sending = Pick<Context, 'db' | 'mailer' | 'now'>

/**
 * Sends a mail once, however often its job runs. The effect is claimed before the mail leaves and recorded after.
 *
 * A process that dies between the server's taking the message and the record leaves a claim without an end. Nobody can
 * know then whether it was sent (SMTP has no question for it), and a guest without their mail is worse than a
 * guest whose mail server gets it twice: once the lease is over it is sent again under the same Message-ID, by which
 * receiving servers and clients tell that it is the same mail.
 */
export async function deliverOnce({ effectKey, job, reservationId, write }: Delivery, { db, mailer, now }: Sending) {
  const messageId = messageIdOf(effectKey, mailer.domain)
  const claimedAt = now()
  const leaseUntil = new Date(claimedAt.getTime() + leaseMs)
  const [claimed] = await db
    .insert(deliveries)
    .values({ effectKey, job, reservationId, messageId, claimedAt, leaseUntil })
    .onConflictDoUpdate({
      target: deliveries.effectKey,
      set: { claimedAt, leaseUntil, attempts: sql`${deliveries.attempts} + 1` },
      setWhere: and(eq(deliveries.state, 'CLAIMED'), lt(deliveries.leaseUntil, claimedAt)),
    })
    .returning({ attempts: deliveries.attempts })
    .catch((error: unknown) => {
      // Who claims it at the very same moment may hold the message's id before the effect's, which alone is looked at.
      if (postgresCode(error) === '23505') return []
      throw error
    })
  if (!claimed) return standDown(effectKey, job, { db, now })

  const settle = (change: Partial<typeof deliveries.$inferInsert>) =>
    db
      .update(deliveries)
      .set(change)
      .where(and(eq(deliveries.effectKey, effectKey), eq(deliveries.claimedAt, claimedAt)))
  try {
    const answer = await mailer.send(await write(), messageId)
    await settle({ state: 'SENT', sentAt: now(), answer: withoutAddresses(answer) })
    outcomes.inc({ job, outcome: 'sent' })
  } catch (error) {
    if (error instanceof MailRefused) {
      await settle({ state: 'REFUSED', answer: withoutAddresses(error.message) })
      outcomes.inc({ job, outcome: 'refused' })
      throw new UnrecoverableError(error.message)
    }
    // Not sent, or nobody knows: free the claim, so that the next attempt need not wait for the lease's end.
    await settle({ leaseUntil: new Date(0) })
    const spared = error instanceof LeftAlone
    outcomes.inc({ job, outcome: spared || error instanceof NotYet ? 'not yet' : 'failed' })
    // Nothing was tried, so no attempt is counted: the mail waits until the server may be asked again.
    throw spared ? new NotYet(error.message, mailPauseMs * (1 + Math.random())) : error
  }
}

/** Another has it: done when it was sent, as bad as before when it was refused for good; else come back when the lease is over, and see. */
async function standDown(effectKey: string, job: string, { db, now }: Pick<Sending, 'db' | 'now'>) {
  const [known] = await db.select().from(deliveries).where(eq(deliveries.effectKey, effectKey))
  if (known?.state === 'CLAIMED') {
    const left = known.leaseUntil.getTime() - now().getTime()
    throw new NotYet(`${effectKey} is being sent by another worker`, Math.max(1_000, left + 1_000))
  }
  if (known?.state === 'REFUSED') throw new UnrecoverableError(known.answer ?? 'refused before')
  outcomes.inc({ job, outcome: 'already sent' })
}

/** Servers repeat the address in their answers; ours is not a place that keeps addresses. */
const withoutAddresses = (answer: string) => answer.replaceAll(/[^\s<>]+@[^\s<>]+/g, '(address)').slice(0, 500)

const messageIdOf = (effectKey: string, domain: string) =>
  `${createHash('sha256').update(effectKey).digest('hex').slice(0, 40)}@${domain}`
