import { spawn } from 'node:child_process'
import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'

import { tellNights, tellUnderWay } from '@staygraph/reservations/contract/tell-nights'
import { testKeys } from '@staygraph/subgraph-kit/testing/identity'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { readGeneration } from '../database/next-availability.ts'
import { addDays } from '../domain/calendar.ts'
import { smallCatalogue } from '../testing/small-catalogue.ts'
import { readAll, ToldBooks } from '../testing/told-books.ts'
import { noteAvailability } from '../use-cases/note-availability.ts'

// The command as its operator runs it: a process of its own, over the wire.

const { privateKeys, publicKeys } = await testKeys('hotels', 'reservations')
const books = new ToldBooks()
/** What is done before reservations answers how many rooms are left: some of it never does. */
let beforeAnswer: (asked: number) => Promise<void> = async () => {}
let asked = 0
const reservations = http.createServer((request, response) => {
  const answer = async (text: string) => {
    if (request.url === '/commands/tell-under-way')
      return books.underWay(tellUnderWay.input.parse(JSON.parse(text)).after)
    const { roomTypeIds, from } = tellNights.input.parse(JSON.parse(text))
    await beforeAnswer((asked += 1))
    const { left, ...told } = await books.nights(roomTypeIds, from)
    return { ...told, left: Buffer.from(left).toString('base64') }
  }
  let body = ''
  request.on('data', (part: Buffer) => (body += part.toString()))
  request.on('end', () => {
    answer(body).then(
      (told) => response.end(JSON.stringify(told)),
      () => response.writeHead(500).end(),
    )
  })
})

let catalogue: Awaited<ReturnType<typeof smallCatalogue>>
const today = new Date().toISOString().slice(0, 10)
beforeAll(async () => {
  catalogue = await smallCatalogue()
  reservations.listen(0, '127.0.0.1')
  await once(reservations, 'listening')
  const rooms = await catalogue.sql<{ id: number }[]>`select id from room_type order by id`
  for (const [at, { id }] of rooms.entries()) {
    const { change } = books.change(id, [addDays(today, at % 300), addDays(today, (at % 300) + 1)])
    if (at % 2 === 0) await noteAvailability([change], catalogue)
  }
  books.underWayNow.splice(0) // half of it was lost for ever
})
afterAll(() => reservations.close())

function run(...args: string[]) {
  const child = spawn(process.execPath, [new URL('main.ts', import.meta.url).pathname, ...args], {
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: catalogue.url,
      RESERVATIONS_URL: `http://127.0.0.1:${(reservations.address() as AddressInfo).port}`,
      IDENTITY_KEY: JSON.stringify(privateKeys.hotels),
      TRUSTED_KEYS: JSON.stringify(publicKeys),
    },
  })
  let says = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (says += part.toString()))
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, says }))
  return { child, ended }
}

const figures = () => new Map([...books.changed].map(([key, version]) => [key, version % 200]))

test('what reservations says and searches do not is told, and changed by nobody who only compares', async () => {
  const before = await readAll(catalogue.sql)
  const { code, says } = await run('compare').ended
  expect(code).toBe(1)
  expect(says).toMatch(/^r\d+ \d{4}-\d\d-\d\d: searches say \d+, reservations 1$/m)
  expect(says).toMatch(/^[\d,]+ nights differ in 320 hotels\.$/m)
  expect(await readAll(catalogue.sql)).toEqual(before)
}, 120_000)

test('reservations is asked again while it is restarted; killed in the middle it goes on where it was; of two at once one is refused; in the end searches use what reservations says', async () => {
  // Killed at each third question: slices of some hotels, each told once or twice in all. The first is not answered at first.
  let [kills, failures] = [0, 0]
  for (let done = false; !done;) {
    const killed = run('rebuild', '40')
    beforeAnswer = async (number) => {
      if ((failures += 1) <= 2) throw new Error('restarted')
      if (number % 3 !== 0 || kills === 2) return
      kills += 1
      killed.child.kill('SIGKILL')
      await killed.ended
    }
    const { code } = await killed.ended
    done = code === 0
    if (done) continue
    expect(await readGeneration(catalogue.sql)).toMatchObject({ number: 0, nextBegunAt: expect.any(String) })
    // Told while nobody rebuilds: into both.
    const [room] = await catalogue.sql<{ id: number }[]>`select min(id) as id from room_type`
    await noteAvailability([books.change(room?.id ?? 8, [addDays(today, 40)]).change], catalogue)
  }
  expect(kills).toBe(2)
  expect(await readGeneration(catalogue.sql)).toMatchObject({ number: 1, nextBegunAt: null })
  expect(await readAll(catalogue.sql)).toEqual(figures())
  expect(await run('compare').ended).toEqual({
    code: 0,
    says: 'Searches and reservations say the same of 320 hotels.\n',
  })

  const others: ReturnType<typeof run>[] = []
  let refused: Awaited<ReturnType<typeof run>['ended']> | undefined
  beforeAnswer = async () => {
    beforeAnswer = async () => {}
    others.push(run('rebuild'))
    refused = await others[0]?.ended
  }
  const first = await run('rebuild').ended
  expect(first).toMatchObject({ code: 0, says: expect.stringContaining('Generation 2 answers.') })
  expect(refused).toEqual({ code: 1, says: 'A rebuild is under way already.\n' })
}, 180_000)

test('stopped by its operator it tells how to go on; given up, nothing of it is left', async () => {
  const stopped = run('rebuild', '40')
  beforeAnswer = async () => {
    beforeAnswer = async () => {}
    stopped.child.kill('SIGINT')
  }
  expect(await stopped.ended).toMatchObject({ code: 1, says: expect.stringContaining('`rebuild` goes on there') })
  expect((await run('show').ended).says).toContain('Generation 2 answers, the next one was begun at')
  expect(await run('abandon').ended).toEqual({ code: 0, says: 'Generation 2 answers.\n' })
  expect(await catalogue.sql`select 1 from availability_block_next`).toHaveLength(0)
  expect(await run('mend').ended).toMatchObject({ code: 1, says: expect.stringContaining('compare') })
  expect(await readAll(catalogue.sql)).toEqual(figures())
}, 120_000)
