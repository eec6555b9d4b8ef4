import { request } from 'node:http'

import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'

import { asking, at, HOLDER, listAt } from './asking.ts'
import { startPartner, type Partner } from './start-partner.ts'

let partner: Partner
let is: ReturnType<typeof asking>

beforeAll(async () => {
  partner = await startPartner()
  is = asking(partner)
})
afterEach(() => is.ask('POST', '/_sandbox/reset'))
afterAll(() => partner.stop())

const STAY_AHEAD = { checkin: '2035-05-04', checkout: '2035-05-06' }
const offer = async (more: object = {}) =>
  at(await is.rates({ ...STAY_AHEAD, ...more }), 'data', 0, 'roomTypes', 0, 'offerId')
const prebookId = async () => at(await is.prebook(await offer()), 'data', 'prebookId')
const found = async (reference: string) =>
  listAt(await is.ask('GET', `/v3.0/bookings?clientReference=${reference}`), 'data')

describe('on demand', () => {
  test('the room is gone at prebook, once', async () => {
    await is.happen({ operation: 'prebook', effect: 'soldOut', times: 1 })
    expect(await is.prebook(await offer())).toMatchObject({ status: 400, body: { error: { code: 2001 } } })
    expect(await is.prebook(await offer())).toMatchObject({ status: 200 })
  })

  test('the price, the cancellation and the board change at prebook', async () => {
    const offerId = await offer({ boardType: 'BI' })
    const shown = at(await is.prebook(offerId), 'data', 'price')
    await is.happen({ operation: 'prebook', effect: 'priceChanged', percent: 12 })
    await is.happen({ operation: 'prebook', effect: 'cancellationChanged' })
    await is.happen({ operation: 'prebook', effect: 'boardChanged' })
    const changed = await is.prebook(offerId)
    expect(at(changed, 'data')).toMatchObject({ cancellationChanged: true, boardChanged: true })
    expect(at(changed, 'data', 'price')).toBeGreaterThan(Number(shown))
    expect(at(changed, 'data', 'priceDifferencePercent')).toBeGreaterThanOrEqual(11)
    expect(at(changed, 'data', 'roomTypes', 0, 'rates', 0)).toMatchObject({
      boardType: 'RO',
      cancellationPolicies: { refundableTag: 'NRFN' },
    })
  })

  test('a change too small for a whole per cent shows in the price alone', async () => {
    const offerId = await offer()
    const shown = at(await is.prebook(offerId), 'data', 'price')
    await is.happen({ operation: 'prebook', effect: 'priceChanged', percent: 0.5 })
    const changed = await is.prebook(offerId)
    expect(at(changed, 'data', 'priceDifferencePercent')).toBe(0)
    expect(at(changed, 'data', 'price')).not.toBe(shown)
  })

  test('a booking that times out, or whose reply is dropped, was made all the same', async () => {
    await is.happen({ operation: 'book', effect: 'timesOutButSucceeds', ms: 300, times: 1 })
    const began = performance.now()
    expect(await is.book(await prebookId(), 'late')).toMatchObject({ status: 200 })
    expect(performance.now() - began).toBeGreaterThan(250)
    await is.happen({ operation: 'book', effect: 'dropReply', times: 1 })
    await expect(is.book(await prebookId(), 'dropped')).rejects.toThrow('fetch failed')
    expect([await found('late'), await found('dropped')]).toMatchObject([
      [{ status: 'CONFIRMED' }],
      [{ status: 'CONFIRMED' }],
    ])
  })

  test('a booking that met a reset or a service that is down was not made', async () => {
    await is.happen({ operation: 'book', effect: 'reset', times: 1 })
    await expect(is.book(await prebookId(), 'reset')).rejects.toThrow('fetch failed')
    await is.happen({ operation: 'book', effect: 'down', times: 1 })
    await expect(is.book(await prebookId(), 'down')).rejects.toThrow('not valid JSON')
    expect([await found('reset'), await found('down')]).toEqual([[], []])
  })

  test.each(['garbageHtml', 'garbageTruncated', 'garbageShape'])(
    '%s is not what the protocol promises',
    async (effect) => {
      await is.happen({ operation: 'rates', effect, times: 1 })
      const answer = await is.rates(STAY_AHEAD).catch(() => ({ status: 0, body: 'not JSON' }))
      expect(listAt(answer, 'data')).toEqual([])
    },
  )

  test('every other hotel has empty rates when the answer is partly garbage', async () => {
    await is.happen({ operation: 'rates', effect: 'partlyGarbage', times: 1 })
    const answer = await is.rates(STAY_AHEAD)
    expect(at(answer, 'data', 0, 'roomTypes', 0, 'rates', 0, 'retailRate', 'total')).toHaveLength(1)
    expect(at(answer, 'data', 1, 'roomTypes', 0, 'rates', 0, 'retailRate', 'total')).toBeNull()
  })

  test('a slow stream gives its first half at once', async () => {
    await is.happen({ operation: 'rates', effect: 'slow', ms: 60_000 })
    const began = performance.now()
    const response = await is.stream({ ...STAY_AHEAD, limit: 20 })
    const reader = response.body?.getReader()
    const first = await reader?.read()
    expect(new TextDecoder().decode(first?.value)).toContain('data: {"rates":')
    expect(performance.now() - began).toBeLessThan(2000)
    await reader?.cancel()
  })

  test('an answer comes twice on one connection, its hotels doubled', async () => {
    await is.happen({ operation: 'bookings', effect: 'answersTwice', times: 1 })
    await is.book(await prebookId(), 'twice')
    const raw = await new Promise<string>((resolve, reject) => {
      const sent = request(`${partner.url}/v3.0/bookings?clientReference=twice`, {
        headers: { 'x-api-key': partner.apiKey },
      })
      sent.on('socket', (socket) => {
        let text = ''
        socket.on('data', (chunk: Buffer) => {
          text += chunk.toString()
          if (text.split('HTTP/1.1 200').length > 2) resolve(text)
        })
      })
      sent.on('error', reject)
      sent.end()
    })
    expect(raw.match(/"clientReference":"twice"/g)).toHaveLength(2)
  })

  test('a reference used again is refused with 4005, as the published service does, when asked to', async () => {
    await is.happen({ operation: 'book', effect: 'duplicateRefused' })
    const id = await prebookId()
    expect(await is.book(id, 'again')).toMatchObject({ status: 200 })
    expect(await is.book(id, 'again')).toMatchObject({ status: 400, body: { error: { code: 4005 } } })
  })

  test('a surname or a reference can ask for it, for that booking alone', async () => {
    const id = await prebookId()
    const soldOut = { status: 400, body: { error: { code: 2013 } } }
    expect(await is.book(id, 'a', { holder: { ...HOLDER, lastName: 'Sandbox Soldout' } })).toMatchObject(soldOut)
    expect(await is.book(id, 'sandbox-soldout-17')).toMatchObject(soldOut)
    await expect(is.book(id, 'sandbox-dropped-17')).rejects.toThrow('fetch failed')
    expect(await found('sandbox-dropped-17')).toHaveLength(1)
    expect(await is.book(id, 'b', { holder: { ...HOLDER, lastName: 'Down' } })).toMatchObject({ status: 200 })
  })

  test('a scenario may be meant for one hotel or one reference, and set from the page', async () => {
    const offerId = await offer()
    await is.happen({ operation: 'book', effect: 'down', clientReference: 'mine-' })
    const id = at(await is.prebook(offerId), 'data', 'prebookId')
    expect(await is.book(id, 'yours-1')).toMatchObject({ status: 200 })
    await expect(is.book(id, 'mine-1')).rejects.toThrow('not valid JSON')
    const form = {
      method: 'POST',
      body: new URLSearchParams({ operation: 'rates', effect: 'soldOut', times: '' }),
      redirect: 'manual' as const,
    }
    expect((await fetch(`${partner.url}/_sandbox/scenario`, form)).status).toBe(303)
    expect(await is.rates(STAY_AHEAD)).toMatchObject({ body: { error: { code: 2001 } } })
    expect(await is.happen({ effect: 'nonsense' })).toMatchObject({ status: 400 })
  })

  test('stops at once although somebody waits for a slow answer', async () => {
    const other = await startPartner()
    await asking(other).happen({ effect: 'slow', ms: 60_000 })
    const waiting = asking(other)
      .rates()
      .catch(() => 'cut off')
    await new Promise((resolve) => setTimeout(resolve, 50))
    const began = performance.now()
    await other.stop()
    await waiting
    expect(performance.now() - began).toBeLessThan(2000)
  })
})
