import { createServer, request as ask } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'

import { type RunningBank, startBank } from '@staygraph/sandbox-bank/start-bank'
import { freshDatabase, testRedisUrl } from '@staygraph/subgraph-kit/testing/database'
import type { Sql } from 'postgres'
import { afterAll } from 'vitest'

import { createGroupCommit } from '../../../../subgraphs/reservations/src/database/group-commit.ts'
import { createEqualRequests } from '../../../../subgraphs/reservations/src/memory/equal-requests.ts'
import { createTakenRooms } from '../../../../subgraphs/reservations/src/memory/taken-rooms.ts'
import { createWorld } from '../../../../subgraphs/reservations/src/testing/world.ts'
import { migrations } from '../../prepare/beforehand.ts'
import { checkInvariants } from '../check-invariants.ts'
import { openSources } from '../sources.ts'
import { paymentsOver } from '../testing/sisters.ts'

const root = path.resolve(import.meta.dirname, '../../../..')
const customer = { kind: 'customer', customerId: 'c-ada', email: 'ada@example.com' } as const

/**
 * reservations, payments and the bank, each as it is, to be thrown away: a test takes one of their protections off, does
 * what it is for, and sees the checker find it. Called at the top of a test file.
 */
export const setStage = async () => {
  const world = await createWorld({ connections: 24 })
  world.clock.moveTo(new Date().toISOString()) // the bank's is a real one
  const folders = [migrations.payments, migrations.workers, migrations.customers]
  const [opened, others, accounts] = await Promise.all(
    folders.map((folder) => freshDatabase(new URL(`file://${root}/${folder}`))),
  )
  if (!opened || !others || !accounts) throw new Error('no databases')
  const bank = await startBank()
  afterAll(() => bank.close())
  const { service, payments } = paymentsOver(opened, bank)

  /** What a request has that comes to another process of reservations than the last one did. */
  const context = () =>
    world.contextOf(customer, {
      payments,
      equalRequests: createEqualRequests(),
      inGroups: createGroupCommit(),
      takenRooms: createTakenRooms(world.clock.now),
    })
  /** The first violation of this invariant, after every window is over. */
  const broken = async (name: string): Promise<string | undefined> => {
    const databases = { hotels: others.url, customers: accounts.url, workers: others.url, payments: opened.url }
    const sources = openSources({
      databases: { ...databases, reservations: world.url },
      redisUrl: testRedisUrl(),
      bankUrl: bank.url,
      partnerUrls: {},
      mailboxUrl: null,
      logs: null,
    })
    try {
      const now = () => new Date(Math.max(Date.now(), world.clock.now().getTime()) + 200_000)
      const found = (await checkInvariants(sources, { now, lookAgainAfterMs: 0 })).find(
        (one) => one.invariant.name === name,
      )
      if (!found || found.failed) throw new Error(`${name} could not be read: ${found?.failed}`)
      return found.violations[0]?.what
    } finally {
      await sources.close()
    }
  }
  return { world, bank, service, payments, books: opened.sql, context, broken }
}
export type Stage = Awaited<ReturnType<typeof setStage>>

/** Changes the text of a function of the database; each text must be there, so that a control cannot rot unseen. */
export const rewrite = async (sql: Sql, name: string, changes: Record<string, string>): Promise<void> => {
  const [found] = await sql<{ text: string }[]>`select pg_get_functiondef(${name}::regproc) as text`
  let text = found?.text ?? ''
  for (const [from, to] of Object.entries(changes)) {
    if (!text.includes(from)) throw new Error(`${name} has no "${from}"`)
    text = text.replace(from, to)
  }
  await sql.unsafe(text)
}

/** The way to a bank on which a header is lost. */
export const without = async (header: string, bank: RunningBank): Promise<RunningBank> => {
  const server = createServer((incoming, outgoing) => {
    const { [header]: _lost, ...headers } = incoming.headers
    const { method, url: at } = incoming
    const passed = ask(`${bank.url}${at}`, { ...(method && { method }), headers, agent: false }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    passed.on('error', () => incoming.socket.destroy())
    incoming.pipe(passed)
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  return { ...bank, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}
