import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'

import { openDatabase } from '@staygraph/subgraph-kit/database'
import { afterAll, expect, test } from 'vitest'

import { findPlaces } from '../../../local/src/invariants/places.ts'
import { book, booking, ownOffer } from './booking.ts'
import { dataFolder } from './graph.ts'

const root = path.resolve(import.meta.dirname, '../../..')
/** `npm run read-model -- ...`, as the operator types it. */
const readModel = async (...words: string[]): Promise<{ code: number; says: string }> =>
  promisify(execFile)(process.execPath, ['local/src/main.ts', 'read-model', ...words], {
    cwd: root,
    env: { ...process.env, STAYGRAPH_DATA: dataFolder },
  }).then(
    ({ stdout }) => ({ code: 0, says: stdout }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, says: stdout + stderr }),
  )

const { databases } = await findPlaces(dataFolder, process.env)
const { sql: hotels, close } = openDatabase(databases.hotels, { max: 1 })
afterAll(close)

test('what was spoiled of the rooms left is found, and made anew while guests search and book', async () => {
  for (const arrival of [240, 244, 248]) await book(booking((await ownOffer(arrival)).offer.id))
  await expect.poll(async () => (await readModel('compare')).says, { timeout: 30_000 }).toContain('say the same')
  await hotels`update availability_block set rooms_left = decode(repeat('fe', octet_length(rooms_left)), 'hex')`
  const spoiled = await readModel('compare')
  expect(spoiled).toMatchObject({ code: 1, says: expect.stringMatching(/: searches say 254, reservations \d/) })

  let isOver = false
  const booked: unknown[] = []
  const guests = (async () => {
    for (let arrival = 260; !isOver || booked.length < 3; arrival += 1)
      booked.push((await book(booking((await ownOffer(arrival)).offer.id))).__typename)
  })()
  const rebuilt = await readModel('rebuild', '50')
  isOver = true
  await guests
  expect(rebuilt).toMatchObject({
    code: 0,
    says: expect.stringMatching(/Exchanged after .*\n.*Generation \d+ answers\./),
  })
  expect(new Set(booked)).toEqual(new Set(['Reservation']))
  expect(await readModel('compare')).toMatchObject({ code: 0, says: expect.stringContaining('say the same') })
  expect((await readModel('show')).says).toMatch(/^Generation \d+ answers\.$/m)
}, 120_000)
