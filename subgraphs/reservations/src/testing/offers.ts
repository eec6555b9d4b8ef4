import { createPrivateKey, randomUUID, sign } from 'node:crypto'

import type { OfferClaims } from '@staygraph/hotels/contract/offer'
import { shareOut } from '@staygraph/subgraph-kit/money'
import { signTogether, togetherAlg } from '@staygraph/subgraph-kit/signed-together'
import { exportJWK, generateKeyPair, type JWK } from 'jose'

import { nightsOf } from '../domain/stay.ts'

export type OfferWishes = {
  hotelId?: string
  roomTypeId?: string
  allotment?: number
  checkIn?: string
  checkOut?: string
  /** Of the type wished for above unless they say another one. `share`: of the price, as parts; even without. */
  rooms?: { adults: number; childAges: number[]; roomTypeId?: string; roomName?: string; share?: number }[]
  /** Of a night, all rooms together. */
  price?: number
  currency?: string
  cancellation?: OfferClaims['cancellation']
  supplier?: OfferClaims['supplier']
  /** Seconds since 1970. */
  exp?: number
}

/** An offer as hotels makes it: figures that add up, a city tax to pay at the desk. */
export function claimsFor(wishes: OfferWishes, now: Date): OfferClaims {
  const { checkIn = '2027-06-12', checkOut = '2027-06-15', price = 15_000, currency = 'EUR' } = wishes
  const wanted = wishes.rooms ?? [{ adults: 2, childAges: [] }]
  const iat = Math.floor(now.getTime() / 1_000)
  const nights = nightsOf({ checkIn, checkOut }).map((date) => ({ date, price }))
  const sold = nights.length * price
  const cityTax = nights.length * 300
  const service = 1_500
  const parts = wanted.map(({ share }) => share ?? 1)
  const [paid, atDesk] = [shareOut(sold + service, parts), shareOut(cityTax, parts)]
  const typeOf = ({ roomTypeId, roomName }: { roomTypeId?: string; roomName?: string }) => ({
    id: roomTypeId ?? wishes.roomTypeId ?? 'rt1',
    name: roomName ?? 'Double room, river side',
    allotment: wishes.allotment ?? 20,
  })
  return {
    iss: 'staygraph:hotels',
    iat,
    exp: wishes.exp ?? iat + 1_800,
    jti: randomUUID(),
    hotel: {
      id: wishes.hotelId ?? 'h1',
      name: 'Hotel Miramar',
      address: { line: 'Rua da Praia 4', city: 'Porto', region: null, postalCode: '4000-001', country: 'PT' },
      latitude: 41.15,
      longitude: -8.61,
      timeZone: 'Europe/Lisbon',
      email: 'desk@miramar.example',
      phone: null,
      stars: 4,
      checkInFrom: '15:00',
      checkOutUntil: '11:00',
    },
    supplier: wishes.supplier ?? null,
    roomType: typeOf(wanted[0] ?? {}),
    ratePlan: { id: 'rp1', name: 'Flexible', refundable: true },
    board: 'BREAKFAST',
    stay: { checkIn, checkOut },
    rooms: wanted.map((room, at) => ({
      adults: room.adults,
      childAges: room.childAges,
      roomType: typeOf(room),
      total: (paid[at] ?? 0) + (atDesk[at] ?? 0),
      payNow: paid[at] ?? 0,
    })),
    currency,
    nights,
    taxes: [
      {
        code: 'VAT',
        name: 'VAT 6 %',
        amount: Math.round((sold * 600) / 10_600),
        included: true,
        payAtHotel: false,
        rateBps: 600,
      },
      { code: 'SERVICE', name: 'Service', amount: service, included: false, payAtHotel: false, rateBps: null },
      { code: 'CITY', name: 'City tax', amount: cityTax, included: false, payAtHotel: true, rateBps: null },
    ],
    total: sold + service + cityTax,
    payNow: sold + service,
    cancellation: wishes.cancellation ?? {
      freeUntil: '2027-06-10T17:00:00.000Z',
      tiers: [
        { from: '2027-06-10T17:00:00.000Z', fee: price },
        { from: '2027-06-12T08:00:00.000Z', fee: sold + service },
      ],
    },
  }
}

/** A key as hotels has it, and how it signs. */
export async function createOfferKey(kid: string = randomUUID()) {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true })
  const key = createPrivateKey({ key: { ...(await exportJWK(privateKey)) }, format: 'jwk' })
  const jwk: JWK = { ...(await exportJWK(publicKey)), kid, alg: 'EdDSA', use: 'sig' }
  const textOf = (alg: string, claims: unknown) =>
    [{ alg, kid }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  return {
    jwk,
    sign: async (claims: unknown): Promise<string> => {
      const signed = textOf('EdDSA', claims)
      return `${signed}.${sign(null, Buffer.from(signed), key).toString('base64url')}`
    },
    /** As those of a page are signed. */
    signTogether: (all: readonly unknown[]): string[] => {
      const texts = all.map((claims) => textOf(togetherAlg, claims))
      return signTogether(texts, key).map((proof, at) => `${texts[at]}.${proof.toString('base64url')}`)
    },
  }
}
