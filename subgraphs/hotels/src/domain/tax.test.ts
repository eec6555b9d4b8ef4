import { expect, test } from 'vitest'

import { taxesOf, totalsOf, type TaxRule } from './tax.ts'

const rule = (rest: Partial<TaxRule>): TaxRule => ({
  code: 'T',
  name: 'A tax',
  kind: 'PERCENT',
  rateBps: null,
  amount: null,
  ofNet: false,
  minAge: 0,
  maxNights: null,
  brackets: null,
  included: false,
  payAtHotel: false,
  ...rest,
})
const amounts = (rules: TaxRule[], nights: number[], rooms: { adults: number; childAges: number[] }[]) =>
  taxesOf(rules, { nights, rooms }).map(({ amount }) => amount)

test('Lisbon: EUR 4 a guest of 13 or more and night, for seven nights at most', () => {
  const lisbon = rule({ kind: 'PER_PERSON_NIGHT', amount: 400, minAge: 13, maxNights: 7 })
  expect(amounts([lisbon], [10_000, 10_000, 10_000], [{ adults: 2, childAges: [12] }])).toEqual([2_400])
  expect(amounts([lisbon], [10_000, 10_000, 10_000], [{ adults: 2, childAges: [13] }])).toEqual([3_600])
  expect(
    amounts(
      [lisbon],
      Array.from({ length: 10 }, () => 10_000),
      [{ adults: 1, childAges: [] }],
    ),
  ).toEqual([2_800])
})

test('VAT is within the price, and a tax on the net price is reckoned without it', () => {
  const vat = rule({ rateBps: 700, included: true })
  const berlin = rule({ rateBps: 750, ofNet: true })
  const taxes = taxesOf([vat, berlin], { nights: [10_700], rooms: [{ adults: 2, childAges: [] }] })
  expect(taxes.map(({ amount }) => amount)).toEqual([700, 750])
  expect(totalsOf([10_700], taxes)).toEqual({ total: 11_450, payNow: 11_450 })
})

test('Kyoto: the tax of a night goes by what the night costs one guest', () => {
  const kyoto = rule({
    kind: 'PER_PERSON_NIGHT',
    amount: 0,
    brackets: [
      { from: 0, amount: 200 },
      { from: 6_000, amount: 400 },
      { from: 20_000, amount: 1_000 },
    ],
  })
  expect(amounts([kyoto], [11_999, 12_000, 40_000], [{ adults: 2, childAges: [] }])).toEqual([2 * (200 + 400 + 1_000)])
})

test('what must be paid at the desk is in the total and not in what is paid at booking', () => {
  const rome = rule({ kind: 'PER_PERSON_NIGHT', amount: 600, payAtHotel: true })
  const taxes = taxesOf([rome], { nights: [20_000], rooms: [{ adults: 2, childAges: [] }] })
  expect(totalsOf([20_000], taxes)).toEqual({ total: 21_200, payNow: 20_000 })
})
