import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import { createLogger } from '@staygraph/subgraph-kit/log'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { askEcb } from '../exchange/ecb.ts'
import { searchOf } from '../testing/search-query.ts'
import { kyoto, lisbon, smallCatalogue, testNow } from '../testing/small-catalogue.ts'
import { refreshRates } from './refresh-rates.ts'

let catalogue: Awaited<ReturnType<typeof smallCatalogue>>
let source: Server
let url: string
let answer: { status: number; text: string }
beforeAll(async () => {
  catalogue = await smallCatalogue({ hotels: 60 })
  source = createServer((_, response) => response.writeHead(answer.status).end(answer.text))
  await new Promise<void>((resolve) => source.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(source.address() as AddressInfo).port}/eurofxref-daily.xml`
})
afterAll(() => source.close())
beforeEach(() => {
  answer = { status: 200, text: daily('2026-11-30', { JPY: '180', USD: '1.2' }) }
})

const daily = (day: string, rates: Record<string, string>) => `<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
	<gesmes:subject>Reference rates</gesmes:subject>
	<gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender>
	<Cube><Cube time='${day}'>${Object.entries(rates)
    .map(([currency, rate]) => `<Cube currency='${currency}' rate='${rate}'/>`)
    .join('')}</Cube></Cube>
</gesmes:Envelope>`

const refresh = (now = testNow) =>
  refreshRates(() => askEcb(url), { sql: catalogue.sql, logger: createLogger('hotels', 'silent') }, now)
const shownIn = async (currency: string, cityId = kyoto) => {
  const { edges } = await searchOf(catalogue).search({ cityId, currency }, { first: 1, sort: 'PRICE' })
  const offer = edges[0]?.node.offer
  return { own: offer?.total.amount ?? 0, shown: offer?.shownTotal.amount, rate: offer?.exchangeRate }
}
const revision = async () => (await catalogue.sql`select revision from catalogue`)[0]?.['revision'] as number

test('the next search shows totals at the rates of the new day, and what each currency was last known at keeps its day', async () => {
  const before = await shownIn('EUR')
  expect(before.rate).toMatchObject({ day: '2026-11-16' })
  await refresh()
  const after = await shownIn('EUR')
  expect(after.own).toBe(before.own)
  expect(after.shown).toBe(Math.round((after.own / 180) * 100))
  expect(after.rate).toMatchObject({ from: 'JPY', to: 'EUR', day: '2026-11-30' })
  expect((await shownIn('USD')).rate).toMatchObject({ rate: '0.00666667', day: '2026-11-30' })
  // Of the dirham nothing was published: a rate is as old as the older of its two figures.
  expect((await shownIn('AED')).rate).toMatchObject({ day: '2026-11-16' })
  expect((await shownIn('AED', lisbon)).rate).toMatchObject({ from: 'EUR', day: '2026-11-16' })
})

test('the same day told twice changes nothing, and no town is read again for new rates', async () => {
  await refresh()
  const town = await catalogue.shelves.townWith(1857910, 0)
  const at = await revision()
  await refresh()
  expect(await revision()).toBe(at)
  answer.text = daily('2026-12-01', { JPY: '181' })
  await refresh()
  expect(await revision()).toBe(at + 1)
  expect((await shownIn('EUR')).rate).toMatchObject({ day: '2026-12-01' })
  const same = await catalogue.shelves.townWith(1857910, 1)
  expect(town).toBeDefined()
  expect(same).toBe(town)
})

test('a leap is not shown: what was known stays', async () => {
  answer.text = daily('2026-12-02', { JPY: '18.1', USD: '1.21' })
  await refresh()
  expect((await shownIn('USD')).rate).toMatchObject({ day: '2026-12-01' }) // of the yen
  expect((await shownIn('USD', lisbon)).rate).toMatchObject({ rate: '1.21', day: '2026-12-02' })
})

test.each([
  ['an error', { status: 503, text: 'away' }, /answered with 503/],
  ['a page of another kind', { status: 200, text: '<html><body>Consent</body></html>' }, /Envelope/],
  ['no XML', { status: 200, text: '{"rates":{}}' }, /Envelope/],
  ['nothing', { status: 200, text: '' }, /Envelope/],
  ['no figures', { status: 200, text: daily('2026-12-01', {}) }, /Cube/],
  ['a figure that is none', { status: 200, text: daily('2026-12-01', { USD: '1.2', JPY: 'N/A' }) }, /not a rate/],
  ['a day that is none', { status: 200, text: daily('today', { USD: '1.2' }) }, /ISO date/i],
  ['a day that has not come', { status: 200, text: daily('2027-01-01', { USD: '1.2' }) }, /cannot be known/],
  ['too much', { status: 200, text: daily('2026-12-01', { USD: '1.2' }) + ' '.repeat(300_000) }, /more than/],
])('%s in place of rates is refused whole, and nothing changes', async (_, garbage, why) => {
  const at = await revision()
  answer = garbage
  await expect(refresh()).rejects.toThrow(why)
  expect(await revision()).toBe(at)
})
