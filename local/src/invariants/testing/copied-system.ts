import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

import { startBank, type RunningBank } from '@staygraph/sandbox-bank/start-bank'
import { startMailbox } from '@staygraph/sandbox-mailbox/mailbox'
import { startBedbank } from '@staygraph/sandbox-partner/bedbank/start-bedbank'
import { startPartner, type Partner } from '@staygraph/sandbox-partner/start-partner'
import { openDatabase } from '@staygraph/subgraph-kit/database'
import { testPostgresUrl, testRedisUrl } from '@staygraph/subgraph-kit/testing/database'
import postgres from 'postgres'

import { hearOfDispute } from '../../../../subgraphs/payments/src/use-cases/hear-dispute.ts'
import { issueNumbers } from '../../../../subgraphs/payments/src/use-cases/issue-numbers.ts'
import { order } from '../../../../subgraphs/payments/tests/order.ts'
import type { DatabaseName } from '../../service.ts'
import { type Checked, checkInvariants, type CheckOptions } from '../check-invariants.ts'
import { openSources } from '../sources.ts'
import type { BookedSystem } from './booked-system.ts'
import { paymentsOver } from './sisters.ts'

export interface CopiedSystem extends AsyncDisposable {
  /** Does to a database what no service of ours could: past the triggers, as its superuser. */
  plant: (database: DatabaseName, statement: string) => Promise<void>
  /** payments takes a sum for a reservation and gives it a receipt, whatever reservations would say to it. */
  pay: (reservationId: string, attempt: number) => Promise<void>
  /** The guest disputes what they paid. `heard`: payments was told; `ends`: the guest's bank has decided. */
  dispute: (reservationId: string, about: { heard: boolean; ends?: 'won' | 'lost' }) => Promise<void>
  /** The bank, the mailbox, the partner, each with a copy of its books. */
  bank: () => Promise<RunningBank>
  mailbox: () => Promise<BookedSystem['mailbox']>
  partner: () => Promise<Partner>
  /** A second partner, with empty books. */
  bedbank: () => Promise<Partner>
  /** Nobody answers where the bank was. */
  loseBank: () => void
  check: (options?: Partial<CheckOptions>) => Promise<Checked[]>
  /** The invariants that do not hold, with the first thing that is wrong with each. */
  broken: (options?: Partial<CheckOptions>) => Promise<Record<string, string>>
}

/** Then all that was touched until now is older than every window, and holds still last. */
const later = () => new Date(Date.now() + 200_000)

const connect = (url: string) => postgres(url, { max: 1, onnotice: () => undefined })

/** A system of its own for one test. What is changed of it is copied first; the rest is read where it is. */
export const copySystem = (booked: BookedSystem): CopiedSystem => {
  const undo = new AsyncDisposableStack()
  const databases = { ...booked.databases }
  const companies = { bank: booked.bank, mailbox: booked.mailbox, partner: booked.partner }
  let bedbank: Partner | undefined

  const ownDatabase = async (name: DatabaseName): Promise<string> => {
    if (databases[name] !== booked.databases[name]) return databases[name]
    const copy = `test_${randomUUID().replaceAll('-', '')}`
    const admin = connect(testPostgresUrl())
    await admin.unsafe(`create database ${copy} template ${new URL(databases[name]).pathname.slice(1)}`)
    undo.defer(async () => {
      await admin.unsafe(`drop database ${copy} with (force)`)
      await admin.end()
    })
    databases[name] = Object.assign(new URL(databases[name]), { pathname: `/${copy}` }).href
    return databases[name]
  }
  /** A copy of a company's books. */
  const ownBooks = (name: keyof typeof companies): string => {
    const copy = path.join(booked.folder, randomUUID())
    fs.cpSync(path.join(booked.folder, name), copy, { recursive: true })
    return copy
  }
  const plant: CopiedSystem['plant'] = async (name, statement) => {
    const sql = connect(await ownDatabase(name))
    await sql.unsafe(`set session_replication_role = replica; ${statement}`)
    await sql.end()
  }
  const bank = async () => {
    if (companies.bank !== booked.bank) return companies.bank
    companies.bank = await startBank({ dataDir: ownBooks('bank') })
    undo.defer(() => companies.bank.close())
    return companies.bank
  }
  const check = async (options: Partial<CheckOptions> = {}) => {
    const { bank: bankAt, mailbox, partner } = companies
    const urls = {
      bankUrl: bankAt.url,
      mailboxUrl: mailbox.url,
      partnerUrls: { liteapi: partner.url, ...(bedbank && { lodgebank: bedbank.url }) },
    }
    const sources = openSources({ databases, redisUrl: testRedisUrl(), logs: null, ...urls })
    const checked = await checkInvariants(sources, { now: later, lookAgainAfterMs: 0, ...options })
    await sources.close()
    return checked
  }

  return {
    plant,
    bank,
    mailbox: async () => {
      if (companies.mailbox !== booked.mailbox) return companies.mailbox
      companies.mailbox = await startMailbox({ httpPort: 0, smtpPort: 0, dataDir: ownBooks('mailbox') })
      undo.defer(() => companies.mailbox.stop())
      return companies.mailbox
    },
    partner: async () => {
      if (companies.partner !== booked.partner) return companies.partner
      companies.partner = await startPartner({ dataDir: ownBooks('partner') })
      undo.defer(() => companies.partner.stop())
      return companies.partner
    },
    bedbank: async () => {
      const started = (bedbank ??= await startBedbank())
      undo.defer(() => started.stop())
      return started
    },
    loseBank: () => {
      companies.bank = { ...companies.bank, url: 'http://127.0.0.1:1' }
    },
    pay: async (reservationId, attempt) => {
      const { db, sql, close } = openDatabase(await ownDatabase('payments'))
      const { service, payments } = paymentsOver({ db, sql }, await bank())
      const { status } = await payments.take({ ...order(), reservationId, key: `${reservationId}:pay:${attempt}` })
      if (status !== 'CAPTURED') throw new Error(`the payment is ${status}`)
      await issueNumbers(service)
      await close()
      await plant('payments', 'delete from outbox')
    },
    dispute: async (reservationId, { heard, ends }) => {
      const atBank = await bank()
      const paid = atBank
        .ledger()
        .intents.find((it) => it.metadata['reservation_id'] === reservationId && it.captured > 0)
      const dispute = await atBank.openDispute(paid?.id ?? '')
      if (!dispute) throw new Error('nothing was disputed')
      const { db, sql, close } = openDatabase(await ownDatabase('payments'))
      const { service } = paymentsOver({ db, sql }, atBank)
      const hear = () => (heard ? hearOfDispute(dispute, service) : undefined)
      await hear()
      if (ends) await atBank.decideDispute(dispute, ends)
      await hear()
      await close()
      await plant('payments', 'delete from outbox')
    },
    check,
    broken: async (options) => {
      const checked = await check(options)
      return Object.fromEntries(
        checked.flatMap(({ invariant: { name }, violations: [first], failed }) =>
          failed === undefined && !first ? [] : [[name, failed ?? `${first?.id}: ${first?.what}`]],
        ),
      )
    },
    [Symbol.asyncDispose]: () => undo.disposeAsync(),
  }
}
