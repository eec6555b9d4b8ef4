import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'

import { expect, test } from 'vitest'

import { openWires } from './wires.ts'

test('every way has a proxy of its own, and only the one that is disturbed goes wrong', async () => {
  const server = http.createServer((_, response) => response.end('here')).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const wires = await openWires(3)
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const [ours, theirs] = ['payments', 'hotels'].map((from) => wires.reach(from, 'bank', address))
  expect(new Set([ours, theirs, address]).size).toBe(3)
  expect(wires.reach('payments', 'bank', `${address}/webhooks/bank`)).toBe(`${ours}/webhooks/bank`)
  await wires.set(wires.between('payments', 'bank'), { kind: 'refuse' })
  await expect(fetch(ours!)).rejects.toThrow('fetch failed')
  expect(await (await fetch(theirs!)).text()).toBe('here')
  await wires.set(wires.arrows(), undefined)
  expect(await (await fetch(ours!)).text()).toBe('here')
  await wires.close()
  await expect(fetch(theirs!)).rejects.toThrow('fetch failed')
  server.closeAllConnections()
  server.close()
})

test('an address keeps its account, its path and what else it says', async () => {
  const wires = await openWires(2)
  const told = wires.reach('payments', 'postgres-payments', 'postgres://payments:a%20b@127.0.0.1:5432/payments?x=1')
  expect(told).toMatch(/^postgres:\/\/payments:a%20b@127\.0\.0\.1:\d+\/payments\?x=1$/)
  expect(told).not.toContain(':5432')
  expect(wires.reach('workers', 'mailbox', 'tcp://127.0.0.1:5025')).toMatch(/^tcp:\/\/127\.0\.0\.1:\d+$/)
  expect(() => wires.reach('workers', 'redis', 'redis://127.0.0.1:6379')).toThrow(/no proxy left/)
  await wires.close()
})
