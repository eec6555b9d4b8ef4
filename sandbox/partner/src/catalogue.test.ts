import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { hotelById, hotelsAround, hotelsOf } from './catalogue.ts'
import { decimals, minorUnits, onTheWire, sellsIn } from './currencies.ts'
import { makeOffer, offerId, readOfferId } from './offer.ts'
import { distanceKm, gazetteer } from './places.ts'
import { PLANS } from './pricing.ts'

const now = new Date('2027-01-05T10:00:00Z')
const placeNear = fc
  .tuple(fc.double({ min: -60, max: 70, noNaN: true }), fc.double({ min: -180, max: 180, noNaN: true }))
  .map(([latitude, longitude]) => gazetteer().near(latitude, longitude, 400)[0])
  .filter((place) => place !== undefined)

describe('the catalogue', () => {
  test('makes the same hotel from its id as from its place, in any place of the world', () => {
    fc.assert(
      fc.property(placeNear, (place) => {
        const hotels = hotelsOf(place)
        expect(hotels.length).toBeGreaterThanOrEqual(2)
        for (const hotel of hotels) expect(hotelById(hotel.id)).toEqual(hotel)
        expect(new Set(hotels.map(({ name }) => name)).size).toBe(hotels.length)
      }),
      { numRuns: 40 },
    )
  })

  test('finds hotels around a point by distance, the same ones from wherever they are asked for', () => {
    const around = hotelsAround(48.85341, 2.3488, 3)
    const distances = around.map(({ latitude, longitude }) => distanceKm(48.85341, 2.3488, latitude, longitude))
    expect(around.length).toBeGreaterThanOrEqual(6)
    expect(distances).toEqual(distances.toSorted((a, b) => a - b))
    expect(distances.every((km) => km <= 3)).toBe(true)
    const elsewhere = hotelsAround(48.86, 2.36, 6)
    for (const hotel of around) expect(elsewhere).toContainEqual(hotel)
  })

  test('finds hotels on both sides of the antimeridian', () => {
    const east = hotelsAround(-16.8, 179.999, 150).map(({ id }) => id)
    const west = hotelsAround(-16.8, -179.999, 150).map(({ id }) => id)
    expect(west.length).toBeGreaterThan(0)
    expect(new Set(west)).toEqual(new Set(east))
  })

  test('knows a city by its country and name, accents or not, the populous one of several', () => {
    expect(gazetteer().byName('FR', 'paris')?.population).toBeGreaterThan(1_000_000)
    expect(gazetteer().byName('BR', 'Sao Paulo')?.name).toBe('São Paulo')
    expect(gazetteer().byName('FR', 'Nowhere at all')).toBeUndefined()
  })

  test('answers nothing for an id that is not of this catalogue', () => {
    for (const id of ['', 'lp', 'lpzz', 'h1', 'lp1', 'lpffffffff', `${hotelsAround(48.85, 2.35, 3)[0]?.id}0000`])
      expect(hotelById(id)).toBeUndefined()
  })
})

describe('an offer', () => {
  test('can be read back whole from its id', () => {
    const [hotel] = hotelsAround(48.85341, 2.3488, 3)
    const [room] = hotel?.rooms ?? []
    const plan = PLANS[2]
    if (!hotel || !room || !plan) throw new Error('no hotel in Paris')
    const occupancies = [
      { adults: 2, children: [] },
      { adults: 1, children: [0, 17] },
    ]
    const offer = makeOffer(
      hotel,
      room,
      plan,
      occupancies,
      { checkin: '2027-02-27', checkout: '2027-03-01', currency: 'KWD' },
      'KW',
    )
    expect(readOfferId(offerId(offer, now))).toEqual({
      hotel,
      room,
      plan,
      occupancies,
      stay: offer.stay,
      nationality: 'KW',
      price: offer.price,
      shownAt: now,
    })
  })

  test('is not read from any other word', () => {
    fc.assert(
      fc.property(fc.string(), (word) => {
        expect(readOfferId(word)).toBeUndefined()
      }),
    )
  })
})

describe('money', () => {
  test('goes on the wire as a decimal that reads back as the very same minor units', () => {
    for (const currency of ['JPY', 'EUR', 'KWD', 'IDR', 'VND'])
      fc.assert(
        fc.property(fc.nat({ max: 2 ** 40 }), (minor) => {
          const written = JSON.stringify(onTheWire(minor, currency))
          const [whole = '', fraction = ''] = written.split('.')
          expect(fraction.length).toBeLessThanOrEqual(decimals(currency))
          expect(Number(whole + fraction.padEnd(decimals(currency), '0'))).toBe(minor)
        }),
      )
  })

  test('knows every currency people travel with', () => {
    for (const currency of ['USD', 'EUR', 'GBP', 'JPY', 'KWD', 'IDR', 'CHF', 'BRL', 'INR', 'VND', 'TND', 'XOF'])
      expect(sellsIn(currency) && minorUnits(100, currency)).toBeGreaterThan(0)
    expect(sellsIn('XXX')).toBe(false)
  })
})
