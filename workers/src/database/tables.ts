import { customType, index, integer, pgEnum, pgTable, text, timestamp } from 'drizzle-orm/pg-core'

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' })

/**
 * `CLAIMED`: a worker is sending it, or died doing so. `SENT`: a mail server took it. `REFUSED`: a mail server said that
 * it will never take it.
 */
export const deliveryState = pgEnum('delivery_state', ['CLAIMED', 'SENT', 'REFUSED'])

/** What was sent, known by its effect: one row a mail, however often its job runs. No address is kept here. */
export const deliveries = pgTable(
  'deliveries',
  {
    /** `send-recap:{reservation}:{revision}` */
    effectKey: text().primaryKey(),
    job: text().notNull(),
    reservationId: text().notNull(),
    state: deliveryState().notNull().default('CLAIMED'),
    /** Drawn from the effect key: a mail sent again after a crash is the same mail to whoever receives it. */
    messageId: text().notNull().unique(),
    claimedAt: timestamp({ withTimezone: true }).notNull(),
    /** Until when the claim is another worker's to finish. */
    leaseUntil: timestamp({ withTimezone: true }).notNull(),
    attempts: integer().notNull().default(1),
    sentAt: timestamp({ withTimezone: true }),
    /** The mail server's last words. */
    answer: text(),
  },
  (row) => [index('deliveries_reservation').on(row.reservationId)],
)

/** Documents as they were first rendered: kept, so that a receipt has the same bytes for ever. */
export const documents = pgTable(
  'documents',
  {
    /** `RECEIPT:{receipt}`, `CREDIT_NOTE:{credit note}` */
    key: text().primaryKey(),
    /** 2026-000482 */
    number: text().notNull(),
    reservationId: text().notNull(),
    fileName: text().notNull(),
    mediaType: text().notNull(),
    bytes: bytea().notNull(),
    /** Of the bytes, in hexadecimal. */
    sha256: text().notNull(),
    renderedAt: timestamp({ withTimezone: true }).notNull(),
  },
  (row) => [index('documents_reservation').on(row.reservationId)],
)
