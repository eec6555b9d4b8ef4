import { Redis } from 'ioredis'
import postgres, { type Sql } from 'postgres'

import { type DatabaseName, databaseNames } from '../service.ts'
import {
  type BankLedger,
  type Mailbox,
  type PartnerBooking,
  readBankLedger,
  readMailbox,
  readPartnerBookings,
} from './companies.ts'
import type { Places } from './places.ts'

/** All that the invariants are read from. Nothing is written to any of it. */
export interface Sources {
  databases: Record<DatabaseName, Sql>
  redis: Redis
  /** Each is null where a real company, which shows nobody its books, stands in the sandbox's place. */
  bankLedger: (() => Promise<BankLedger>) | null
  mailbox: (() => Promise<Mailbox>) | null
  /** Of each partner whose books can be read, by its code. */
  partnerBookings: ReadonlyMap<string, () => Promise<PartnerBooking[]>>
  /** The folder of the processes' logs. */
  logs: string | null
  close: () => Promise<void>
}

/** Postgres itself refuses whatever would write. */
const readOnly = (url: string): Sql =>
  postgres(url, {
    max: 2,
    onnotice: () => undefined,
    connect_timeout: 5,
    connection: {
      application_name: 'check:invariants',
      default_transaction_read_only: true,
      statement_timeout: 120_000,
    },
  })

export const openSources = (places: Places): Sources => {
  const { bankUrl, partnerUrls, mailboxUrl, logs } = places
  const opened = databaseNames.map((name) => [name, readOnly(places.databases[name])] as const)
  const redis = new Redis(places.redisUrl, { lazyConnect: true, maxRetriesPerRequest: 1, retryStrategy: () => null })
  redis.on('error', () => undefined) // whoever asks is told
  return {
    databases: Object.fromEntries(opened) as Record<DatabaseName, Sql>,
    redis,
    bankLedger: bankUrl === null ? null : () => readBankLedger(bankUrl),
    partnerBookings: new Map(Object.entries(partnerUrls).map(([code, url]) => [code, () => readPartnerBookings(url)])),
    mailbox: mailboxUrl === null ? null : () => readMailbox(mailboxUrl),
    logs,
    close: async () => {
      redis.disconnect()
      await Promise.all(opened.map(([, sql]) => sql.end({ timeout: 5 })))
    },
  }
}
