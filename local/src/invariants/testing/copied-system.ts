import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

import { startBank, type RunningBank } from '@staygraph/sandbox-bank/start-bank'
import { startMailbox } from '@staygraph/sandbox-mailbox/mailbox'
import { startPartner, type Partner } from '@staygraph/sandbox-partner/start-partner'
import { testPostgresUrl, testRedisUrl } from '@staygraph/subgraph-kit/testing/database'
import postgres from 'postgres'

import { type DatabaseName, databaseNames } from '../../platform.ts'
import { type Checked, checkInvariants, type CheckOptions } from '../check-invariants.ts'
import { openSources } from '../sources.ts'
import type { BookedSystem } from './booked-system.ts'

export interface CopiedSystem extends AsyncDisposable {
  bank: RunningBank
  partner: Partner
  smtpUrl: string
  /** Does to a database what no service of ours could: past the triggers, as its superuser. */
  plant: (database: DatabaseName, statement: string) => Promise<void>
  check: (options?: Partial<CheckOptions>) => Promise<Checked[]>
  /** The invariants that do not hold, with the first thing that is wrong with each. */
  broken: (options?: Partial<CheckOptions>) => Promise<Record<string, string>>
}

/** By now all that was touched when the system was booked is older than every window; holds still last. */
const later = (at: Date) => new Date(at.getTime() + 200_000)

/** A system of its own for one test: copied databases, and the companies started on copies of their books. */
export const copySystem = async ({ databases, folder, at }: BookedSystem): Promise<CopiedSystem> => {
  const books = fs.mkdtempSync(path.join(os.tmpdir(), 'staygraph-copied-'))
  fs.cpSync(folder, books, { recursive: true })
  const admin = postgres(testPostgresUrl(), { max: 1, onnotice: () => undefined })
  const copies: [DatabaseName, string][] = []
  for (const name of databaseNames) {
    const copy = `test_${randomUUID().replaceAll('-', '')}`
    await admin.unsafe(`create database ${copy} template ${new URL(databases[name]).pathname.slice(1)}`)
    copies.push([name, Object.assign(new URL(databases[name]), { pathname: `/${copy}` }).href])
  }
  const urls = Object.fromEntries(copies) as Record<DatabaseName, string>
  const [bank, mailbox, partner] = await Promise.all([
    startBank({ dataDir: path.join(books, 'bank') }),
    startMailbox({ httpPort: 0, smtpPort: 0, dataDir: path.join(books, 'mailbox') }),
    startPartner({ dataDir: path.join(books, 'partner') }),
  ])
  const places = { databases: urls, redisUrl: testRedisUrl(), logs: null }
  const sources = openSources({ ...places, bankUrl: bank.url, mailboxUrl: mailbox.url, partnerUrl: partner.url })

  const check = (options: Partial<CheckOptions> = {}) =>
    checkInvariants(sources, { now: () => later(at), lookAgainAfterMs: 0, ...options })

  return {
    bank,
    partner,
    smtpUrl: mailbox.smtpUrl,
    plant: async (database, statement) => {
      const sql = postgres(urls[database], { max: 1, onnotice: () => undefined })
      await sql.unsafe(`set session_replication_role = replica; ${statement}`)
      await sql.end()
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
    [Symbol.asyncDispose]: async () => {
      await sources.close()
      await Promise.all([bank.close(), mailbox.stop(), partner.stop()])
      for (const [, url] of copies) await admin.unsafe(`drop database ${new URL(url).pathname.slice(1)} with (force)`)
      await admin.end()
      fs.rmSync(books, { recursive: true, force: true })
    },
  }
}
