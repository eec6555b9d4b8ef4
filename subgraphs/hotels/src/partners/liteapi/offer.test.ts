import { decimal } from '@staygraph/subgraph-kit/money'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { signedOffer } from '../../../contract/offer.ts'
import { instantOf } from './cancellation.ts'
import { offerOf, usableOffers } from './offer.ts'

const now = new Date('2027-01-05T10:00:00Z')
const supplier = { code: 'liteapi', name: 'LiteAPI' }
const stay = { checkIn: '2027-03-12', checkOut: '2027-03-15' }
const sum = (amount: number, currency: string) => ({ amount: Number(decimal({ amount, currency })), currency })

/** A rate as LiteAPI writes it; sums in minor units. */
const rate = (amount: number, currency: string, more: object = {}) => ({
  occupancyNumber: 1,
  name: 'Standard Double Room - Room Only',
  adultCount: 2,
  boardType: 'RO',
  retailRate: { total: [sum(amount, currency)], taxesAndFees: null },
  cancellationPolicies: {
    cancelPolicyInfos: [
      { cancelTime: '2027-03-10 11:00:00', ...sum(amount, currency), type: 'amount', timezone: 'GMT' },
    ],
    refundableTag: 'RFN',
  },
  ...more,
})
const asked = (currency: string, rooms = [{ adults: 2, childAges: [] as number[] }]) => ({ stay, rooms, currency })
const read = (rates: object[], question = asked('EUR')) =>
  usableOffers(supplier, [{ offerId: 'GE5ESNBS', roomTypeId: 'R', rates }], question, now)[0]

const claims = signedOffer.pick({
  supplier: true,
  roomType: true,
  ratePlan: true,
  board: true,
  stay: true,
  rooms: true,
  currency: true,
  nights: true,
  taxes: true,
  total: true,
  payNow: true,
  cancellation: true,
})

describe("a partner's offer", () => {
  test('has every claim that the signed offer needs', () => {
    const offer = read([rate(21454, 'EUR')])
    expect(() => claims.parse(offer)).not.toThrow()
    expect(offer).toMatchObject({
      supplier: { code: 'liteapi', name: 'LiteAPI', offerId: 'GE5ESNBS' },
      roomType: { name: 'Standard Double Room', allotment: 0 },
      ratePlan: { id: null, name: 'Standard Double Room - Room Only', refundable: true },
      board: 'ROOM_ONLY',
      total: 21454,
      payNow: 21454,
      nights: [
        { date: '2027-03-12', price: 7152 },
        { date: '2027-03-13', price: 7151 },
        { date: '2027-03-14', price: 7151 },
      ],
      cancellation: {
        freeUntil: '2027-03-10T11:00:00.000Z',
        tiers: [{ from: '2027-03-10T11:00:00.000Z', fee: 21454 }],
      },
    })
  })

  test('keeps every unit of every room, in currencies without decimals, with two and with three', () => {
    const prices = fc.array(fc.integer({ min: 1, max: 50_000_000 }), { minLength: 1, maxLength: 8 })
    const length = fc.integer({ min: 1, max: 30 })
    fc.assert(
      fc.property(
        fc.constantFrom('JPY', 'EUR', 'KWD'),
        prices,
        length,
        fc.nat(99_999),
        (currency, rooms, nights, tax) => {
          const checkOut = new Date(Date.parse(stay.checkIn) + nights * 86_400_000).toISOString().slice(0, 10)
          const taxesAndFees = [
            { included: true, description: 'VAT', ...sum(7, currency) },
            { included: false, description: 'City tax', ...sum(tax, currency) },
          ]
          const rates = rooms.map((price, index) =>
            rate(price, currency, {
              occupancyNumber: index + 1,
              retailRate: { total: [sum(price, currency)], taxesAndFees },
            }),
          )
          const question = {
            ...asked(
              currency,
              rooms.map(() => ({ adults: 2, childAges: [] })),
            ),
            stay: { ...stay, checkOut },
          }
          const offer = read(rates, question)
          const price = rooms.reduce((left, right) => left + right, 0)
          expect(offer?.payNow).toBe(price)
          expect(offer?.total).toBe(price + tax * rooms.length)
          expect(offer?.nights).toHaveLength(nights)
          expect(offer?.nights.reduce((left, night) => left + night.price, 0)).toBe(price)
          expect(offer?.taxes.find(({ name }) => name === 'VAT')).toMatchObject({
            amount: 7 * rooms.length,
            included: true,
            payAtHotel: false,
          })
        },
      ),
    )
  })

  test('says what is paid at the desk: within the total, not within what is charged now', () => {
    const taxesAndFees = [
      { included: true, description: 'VAT', amount: 14.04, currency: 'EUR' },
      { included: false, description: 'City tax', amount: 10.8, currency: 'EUR' },
      { included: true, description: 'MANDATORY', amount: 0, currency: 'EUR' },
    ]
    const offer = read([rate(21454, 'EUR', { retailRate: { total: [sum(21454, 'EUR')], taxesAndFees } })])
    expect(offer).toMatchObject({ payNow: 21454, total: 22534 })
    expect(offer?.taxes).toEqual([
      { code: 'vat', name: 'VAT', amount: 1404, included: true, payAtHotel: false, rateBps: null },
      { code: 'city-tax', name: 'City tax', amount: 1080, included: false, payAtHotel: true, rateBps: null },
    ])
  })

  test.each([
    ['a sum in another currency', [rate(100, 'USD')]],
    [
      'a tax in another currency',
      [
        rate(100, 'EUR', {
          retailRate: { total: [sum(100, 'EUR')], taxesAndFees: [{ included: false, ...sum(5, 'USD') }] },
        }),
      ],
    ],
    ['nothing to pay', [rate(0, 'EUR')]],
    ['a negative price', [rate(-5, 'EUR')]],
    ['an unknown board', [rate(100, 'EUR', { boardType: 'XX' })]],
    ['one room too many', [rate(100, 'EUR'), rate(100, 'EUR', { occupancyNumber: 2 })]],
    ['other people', [rate(100, 'EUR', { adultCount: 1 })]],
    [
      'a time that is none',
      [
        rate(100, 'EUR', {
          cancellationPolicies: {
            cancelPolicyInfos: [{ cancelTime: 'soon', amount: 1, type: 'amount' }],
            refundableTag: 'RFN',
          },
        }),
      ],
    ],
    [
      'a fee of an unknown kind',
      [
        rate(100, 'EUR', {
          cancellationPolicies: {
            cancelPolicyInfos: [{ cancelTime: '2027-03-01', amount: 1, type: 'nights' }],
            refundableTag: 'RFN',
          },
        }),
      ],
    ],
    [
      'no rates, as the real service sends them',
      [{ rateId: '', occupancyNumber: 0, name: '', retailRate: { total: null } }],
    ],
    [
      'a price with more digits than can be held',
      [rate(1, 'EUR', { retailRate: { total: [{ amount: 1e15, currency: 'EUR' }], taxesAndFees: null } })],
    ],
  ])('is not sold with %s', (_, rates) => {
    expect(read(rates)).toBeUndefined()
  })

  test('must have one rate for each room, on one board and one refund', () => {
    const two = asked('EUR', [
      { adults: 2, childAges: [] },
      { adults: 1, childAges: [4] },
    ])
    const second = { occupancyNumber: 2, adultCount: 1 }
    expect(read([rate(100, 'EUR', second), rate(100, 'EUR')], two)).toMatchObject({ payNow: 200, rooms: two.rooms })
    expect(read([rate(100, 'EUR'), rate(100, 'EUR')], two)).toBeUndefined()
    expect(read([rate(100, 'EUR'), rate(100, 'EUR', { ...second, boardType: 'BB' })], two)).toBeUndefined()
    const nonRefundable = { cancellationPolicies: { cancelPolicyInfos: null, refundableTag: 'NRFN' } }
    expect(read([rate(100, 'EUR'), rate(100, 'EUR', { ...second, ...nonRefundable })], two)).toBeUndefined()
  })

  test('comes once, the cheapest first, however often it is sent', () => {
    const dear = { offerId: 'dear', rates: [rate(300, 'EUR')] }
    const cheap = { offerId: 'cheap', rates: [rate(200, 'EUR')] }
    expect(
      usableOffers(supplier, [dear, cheap, dear, cheap], asked('EUR'), now).map(({ supplier: { offerId } }) => offerId),
    ).toEqual(['cheap', 'dear'])
  })

  test('is read or refused, never thrown over, whatever is sent', () => {
    fc.assert(
      fc.property(fc.anything(), (offer) => {
        expect(usableOffers(supplier, [offer], asked('EUR'), now)).toEqual([])
      }),
    )
    fc.assert(
      fc.property(
        fc.record({ amount: fc.double(), currency: fc.constantFrom('EUR', 'euro') }),
        fc.string(),
        (price, cancelTime) => {
          const cancellationPolicies = {
            cancelPolicyInfos: [{ cancelTime, ...price, type: 'amount' }],
            refundableTag: 'RFN',
          }
          expect(() => read([rate(1, 'EUR', { retailRate: { total: [price] }, cancellationPolicies })])).not.toThrow()
        },
      ),
    )
  })
})

describe('cancelling', () => {
  const terms = (infos: object[], refundableTag = 'RFN', price = 30_000) =>
    read([rate(price, 'EUR', { cancellationPolicies: { cancelPolicyInfos: infos, refundableTag } })])?.cancellation

  test('without refund costs everything from the start, whatever tiers are named', () => {
    const past = [{ cancelTime: '2022-01-02 00:00:00', amount: 100, type: 'percentage' }]
    for (const infos of [past, []])
      expect(terms(infos, 'NRFN')).toEqual({ freeUntil: null, tiers: [{ from: null, fee: 30_000 }] })
  })

  test('with no terms named is taken as without refund, so that nobody is promised what is not', () => {
    expect(terms([])).toEqual({ freeUntil: null, tiers: [{ from: null, fee: 30_000 }] })
  })

  test('reads percentages of the price, and never asks more than the price', () => {
    const infos = [
      { cancelTime: '2027-03-05 00:00:00', amount: 33.33, type: 'percentage' },
      { cancelTime: '2027-03-10 00:00:00', amount: 999, currency: 'EUR', type: 'amount' },
    ]
    expect(terms(infos)?.tiers).toEqual([
      { from: '2027-03-05T00:00:00.000Z', fee: 9999 },
      { from: '2027-03-10T00:00:00.000Z', fee: 30_000 },
    ])
  })

  test('folds what is past into what it costs now, and tiers that change nothing into one', () => {
    const infos = [
      { cancelTime: '2027-03-10', amount: 300, type: 'amount' },
      { cancelTime: '2026-12-01T00:00:00Z', amount: 50, type: 'amount' },
      { cancelTime: '2027-01-01 09:00:00', amount: 100, type: 'amount' },
      { cancelTime: '2027-02-01 00:00:00', amount: 100, type: 'amount' },
    ]
    expect(terms(infos)).toEqual({
      freeUntil: null,
      tiers: [
        { from: null, fee: 10_000 },
        { from: '2027-03-10T00:00:00.000Z', fee: 30_000 },
      ],
    })
  })

  test('that never costs anything is free until arrival', () => {
    expect(terms([{ cancelTime: '2027-03-10', amount: 0, type: 'amount' }])).toEqual({
      freeUntil: '2027-03-12T00:00:00.000Z',
      tiers: [],
    })
  })

  test('of several rooms costs, at every moment, what the rooms then cost together', () => {
    const tier = fc.record({ hour: fc.integer({ min: -2000, max: 2000 }), amount: fc.nat(100) })
    fc.assert(
      fc.property(fc.array(fc.array(tier, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }), (rooms) => {
        const rates = rooms.map((tiers, index) => {
          const cancelPolicyInfos = tiers.map(({ hour, amount }) => ({
            cancelTime: new Date(now.getTime() + hour * 3_600_000 + 1000).toISOString(),
            amount,
            type: 'amount',
          }))
          return rate(10_000, 'EUR', {
            occupancyNumber: index + 1,
            cancellationPolicies: { cancelPolicyInfos, refundableTag: 'RFN' },
          })
        })
        const offer = read(
          rates,
          asked(
            'EUR',
            rooms.map(() => ({ adults: 2, childAges: [] })),
          ),
        )
        const feeOf = (hour: number) =>
          (offer?.cancellation.tiers ?? []).reduce(
            (due, { from, fee }) =>
              from === null || Date.parse(from) <= now.getTime() + hour * 3_600_000 + 1000 ? fee : due,
            0,
          )
        for (let hour = 0; hour <= 2000; hour += 50) {
          const expected = rooms.map((tiers) => {
            const passed = tiers.filter((one) => one.hour <= hour).toSorted((a, b) => a.hour - b.hour)
            return (passed.at(-1)?.amount ?? 0) * 100
          })
          expect(feeOf(hour)).toBe(expected.reduce((left, right) => left + right, 0))
        }
      }),
      { numRuns: 50 },
    )
  })

  test('reads times as GMT when no zone is written', () => {
    const noon = Date.parse('2027-03-10T12:00:00Z')
    for (const written of [
      '2027-03-10 12:00:00',
      '2027-03-10T12:00:00',
      '2027-03-10T12:00:00Z',
      '2027-03-10T13:00:00+01:00',
      '2027-03-10 12:00',
    ])
      expect(instantOf(written)).toBe(noon)
    for (const nonsense of ['', 'soon', '2027-13-01', '2027-03-10 25:00:00', '10/03/2027'])
      expect(() => instantOf(nonsense)).toThrow(RangeError)
  })
})

test('without a rate there is no offer', () => {
  expect(offerOf(supplier, { offerId: 'x', rates: [] }, asked('EUR'), now)).toBeUndefined()
})
