import { setTimeout as sleep } from 'node:timers/promises'

import { metrics } from '@staygraph/subgraph-kit/metrics'
import { expect, test } from 'vitest'

import { keepingAnswers } from './kept-answers.ts'
import { PartnerFault, type PartnerQuestion, type PartnerRates, type PartnerSupply } from './partner-supply.ts'

const now = new Date('2026-12-01T10:00:00Z')
const later = (seconds: number) => new Date(now.getTime() + seconds * 1_000)
const question = (currency: string): PartnerQuestion => ({
  place: { latitude: 48.85, longitude: 2.35, radiusKm: 3 },
  stay: { checkIn: '2027-01-10', checkOut: '2027-01-12' },
  rooms: [{ adults: 2, childAges: [] }],
  currency,
})
const rates = (leftOut = 0): PartnerRates => ({ hotels: [], complete: true, leftOut })
const eventually = (seen: () => unknown, wanted: unknown) => expect.poll(seen, { timeout: 20_000 }).toEqual(wanted)

let suppliers = 0
/** A partner whose nth answer is `answers[n]`. */
function partner(...answers: (() => Promise<PartnerRates>)[]) {
  let asked = 0
  const supply: PartnerSupply = {
    code: `kept${suppliers++}`,
    name: 'Kept',
    withinMs: 60_000,
    search: () => {
      const answer = answers[Math.min(asked, answers.length - 1)]
      asked += 1
      return answer ? answer() : Promise.reject(new Error('no answer'))
    },
    hotel: async () => null,
    offers: async () => [],
  }
  return { supply, asked: () => asked }
}

test('the same question is asked once, however many want it at the same moment, and not again while it is fresh', async () => {
  const { supply, asked } = partner(async () => rates(1))
  const one = keepingAnswers(supply)
  await Promise.all(Array.from({ length: 20 }, () => one.search(question('EUR'), now)))
  expect(await one.search(question('EUR'), later(59))).toMatchObject({ leftOut: 1, ageSeconds: 59 })
  expect(asked()).toBe(1)
  await one.search(question('USD'), now)
  expect(asked()).toBe(2)
})

test('a stale answer is given at once, with its age, and is asked anew behind it', async () => {
  const second = Promise.withResolvers<PartnerRates>()
  const { supply, asked } = partner(
    async () => rates(1),
    () => second.promise,
  )
  const one = keepingAnswers(supply)
  await one.search(question('EUR'), now)
  expect(await one.search(question('EUR'), later(100))).toMatchObject({ leftOut: 1, ageSeconds: 100 })
  expect(await one.search(question('EUR'), later(100))).toMatchObject({ leftOut: 1 })
  expect(asked()).toBe(2)
  second.resolve(rates(2))
  await eventually(async () => (await one.search(question('EUR'), later(101))).leftOut, 2)
  expect(await one.search(question('EUR'), later(101))).toMatchObject({ ageSeconds: 1 })
})

test('a partner that fails is not heard of while its answer is stale, and is when that is too old', async () => {
  const { supply, asked } = partner(
    async () => rates(1),
    () => Promise.reject(new PartnerFault('DOWN', 'away')),
  )
  const one = keepingAnswers(supply)
  await one.search(question('EUR'), now)
  expect(await one.search(question('EUR'), later(299))).toMatchObject({ leftOut: 1, ageSeconds: 299 })
  await eventually(asked, 2)
  await expect(one.search(question('EUR'), later(300))).rejects.toMatchObject({ status: 'DOWN' })
})

test('an answer in part is given and not kept, nor is a failure', async () => {
  const { supply, asked } = partner(
    () => Promise.reject(new PartnerFault('TIMEOUT', 'late')),
    async () => ({ ...rates(), complete: false }),
    async () => rates(),
  )
  const one = keepingAnswers(supply)
  await expect(one.search(question('EUR'), now)).rejects.toMatchObject({ status: 'TIMEOUT' })
  expect(await one.search(question('EUR'), now)).toMatchObject({ complete: false })
  expect(await one.search(question('EUR'), now)).toMatchObject({ complete: true })
  await one.search(question('EUR'), now)
  expect(asked()).toBe(3)
})

test('no more answers are kept than may be: the oldest go first', async () => {
  const { supply, asked } = partner(async () => rates())
  const one = keepingAnswers(supply, { atMost: 2 })
  for (const currency of ['EUR', 'USD', 'JPY', 'USD', 'EUR']) await one.search(question(currency), now)
  expect(asked()).toBe(4) // EUR was let go
})

const quick = async () => rates()
const never = () => new Promise<PartnerRates>(() => {})
const askedTwice = async (code: string) => {
  const { values } = (await metrics.getSingleMetric('partner_hedged_total')?.get()) ?? { values: [] }
  return values.filter(({ labels }) => labels['partner'] === code).reduce((sum, { value }) => sum + value, 0)
}

test('nor more offers, and none that is too old to be given', async () => {
  const hotel = { offers: [{}, {}, {}] } as unknown as PartnerRates['hotels'][number]
  const { supply, asked } = partner(async () => ({ ...rates(), hotels: [hotel, hotel] }))
  const one = keepingAnswers(supply, { atMostOffers: 12 })
  for (const currency of ['EUR', 'USD', 'GBP']) await one.search(question(currency), now) // six offers each
  for (const currency of ['USD', 'GBP']) await one.search(question(currency), now)
  expect(asked()).toBe(3)
  await one.search(question('EUR'), now)
  expect(asked()).toBe(4)
  await one.search(question('JPY'), later(600))
  await one.search(question('CHF'), later(600))
  for (const currency of ['JPY', 'CHF']) await one.search(question(currency), later(600))
  expect(asked()).toBe(6)
})

test('an answer later than usual is asked for a second time, once, and the first of the two counts', async () => {
  const { supply, asked } = partner(quick, quick, quick, never, async () => rates(7))
  const one = keepingAnswers(supply, { hedgeFrom: 3 })
  for (const currency of ['AAA', 'BBB', 'CCC']) await one.search(question(currency), now)
  expect(await one.search(question('DDD'), now)).toMatchObject({ leftOut: 7 })
  expect([asked(), await askedTwice(supply.code)]).toEqual([5, 1])
})

test('negative control: where too few answers are known, nobody is asked twice, and the search waits', async () => {
  const { supply, asked } = partner(quick, never, async () => rates(7))
  const one = keepingAnswers(supply, { hedgeFrom: 3 })
  await one.search(question('AAA'), now)
  const waited = await Promise.race([one.search(question('BBB'), now), sleep(100, 'WAITED')])
  expect([waited, asked()]).toEqual(['WAITED', 2])
})

test('who is slow to everybody is asked a second time by a tenth of them', async () => {
  const slow = () => sleep(30).then(() => rates())
  const { supply, asked } = partner(quick, quick, quick, slow)
  const one = keepingAnswers(supply, { hedgeFrom: 3 })
  for (const currency of ['AAA', 'BBB', 'CCC']) await one.search(question(currency), now)
  const many = Array.from({ length: 60 }, (_, at) => question(`Z${at}`))
  await Promise.all(many.map((each) => one.search(each, now)))
  expect(asked()).toBeGreaterThan(63)
  expect(asked()).toBeLessThanOrEqual(63 + 1 + 7)
})

test('when both tries fail, the failure is told', async () => {
  const late = () => sleep(50).then(() => Promise.reject(new PartnerFault('DOWN', 'away')))
  const { supply, asked } = partner(quick, quick, quick, late)
  const one = keepingAnswers(supply, { hedgeFrom: 3 })
  for (const currency of ['AAA', 'BBB', 'CCC']) await one.search(question(currency), now)
  await expect(one.search(question('DDD'), now)).rejects.toMatchObject({ status: 'DOWN' })
  expect(asked()).toBe(5)
})
