import { z } from 'zod'

import { signedOffer } from '../../contract/offer.ts'
import { boards } from '../domain/board.ts'
import { partnerHotelId, type PartnerHotelRate, type PartnerQuestion } from './partner-supply.ts'

/** Beyond this a database refuses it, or a page breaks: no honest partner says it. */
const text = (longest: number) =>
  z
    .string()
    .max(longest)
    .refine((written) => !written.includes('\0'))
const clockTime = z
  .string()
  .regex(/^\d\d:\d\d$/)
  .nullable()
const sum = z.int().min(0)

const hotel = z.object({
  id: text(200),
  supplier: z.object({ code: text(40), name: text(100), hotelId: text(150).min(1) }),
  name: text(300).min(1),
  stars: z.int().min(1).max(5).nullable(),
  description: text(20_000),
  address: z.object({
    line: text(300),
    city: text(200),
    region: text(200).nullable(),
    postalCode: text(40).nullable(),
    country: z.string().regex(/^[A-Z]{2}$/),
  }),
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  phone: text(100).nullable(),
  guestRating: z.object({ score: z.number().min(0).max(10), count: z.int().min(0).max(1e9) }).nullable(),
  checkInFrom: clockTime,
  checkOutUntil: clockTime,
  photoUrl: text(2_000).nullable(),
})

const { stay, rooms, nights, taxes, cancellation, roomType, ratePlan } = signedOffer.shape
const offer = z.object({
  supplier: z.object({ code: text(40), name: text(100), offerId: text(20_000).min(1) }),
  roomType: roomType.extend({ id: text(200), name: text(300) }),
  ratePlan: ratePlan.extend({ id: z.null(), name: text(300) }),
  board: z.enum(boards),
  stay,
  rooms,
  currency: z.string(),
  nights: nights.max(60),
  taxes: taxes.max(60),
  total: sum.min(1),
  payNow: sum,
  cancellation: cancellation.extend({ tiers: cancellation.shape.tiers.max(60) }),
})

/** Each board, with free cancellation and without. */
const mostKinds = 2 * boards.length

const rate = z.object({ hotel, offers: z.tuple([offer], offer) })
const total = (sums: readonly number[]) => sums.reduce((left, right) => left + right, 0)

type Asked = Pick<PartnerQuestion, 'stay' | 'rooms' | 'currency'>
type Sound = { readonly hotels: readonly PartnerHotelRate[]; readonly unsound: number; readonly beyond: number }

/** An answer that is given again is not looked at again. */
const looked = new WeakMap<readonly PartnerHotelRate[], Sound>()

/**
 * What an adapter made of a partner's answer, looked at once more before it enters a search: whatever a partner writes, what
 * comes through here can be stored, priced, signed and added up. The hotels that are sound, each once, as many as are taken.
 */
export function soundHotels(code: string, answered: readonly PartnerHotelRate[], asked: Asked, atMost: number): Sound {
  const known = looked.get(answered)
  if (known) return known
  const sound = look(code, answered, asked, atMost)
  looked.set(answered, sound)
  return sound
}

function look(code: string, answered: readonly PartnerHotelRate[], asked: Asked, atMost: number): Sound {
  const sound = new Map<string, PartnerHotelRate>()
  let [unsound, beyond] = [0, 0]
  for (const one of answered) {
    if (sound.size >= atMost) beyond += 1
    else if (!isSound(code, one, asked)) unsound += 1
    else {
      const known = sound.get(one.hotel.id)
      if (!known || one.offers[0].total < known.offers[0].total) sound.set(one.hotel.id, one)
    }
  }
  return { hotels: [...sound.values()], unsound, beyond }
}

function isSound(code: string, one: PartnerHotelRate, asked: Asked): boolean {
  const read = rate.safeParse(one)
  if (!read.success) return false
  const { hotel: theirs, offers } = read.data
  return (
    theirs.id === partnerHotelId(code, theirs.supplier.hotelId) &&
    theirs.supplier.code === code &&
    offers.length <= mostKinds &&
    offers.every((made) => addsUp(code, made, asked))
  )
}

function addsUp(code: string, made: z.infer<typeof offer>, asked: Asked): boolean {
  const perRoom = made.rooms.map((room) => ({ total: room.total ?? NaN, payNow: room.payNow ?? NaN }))
  const onTop = total(made.taxes.filter(({ included }) => !included).map(({ amount }) => amount))
  return (
    made.supplier.code === code &&
    made.currency === asked.currency &&
    made.stay.checkIn === asked.stay.checkIn &&
    made.stay.checkOut === asked.stay.checkOut &&
    made.rooms.length === asked.rooms.length &&
    made.payNow <= made.total &&
    made.taxes.every(({ amount }) => amount >= 0) &&
    total(perRoom.map((room) => room.total)) === made.total &&
    total(perRoom.map((room) => room.payNow)) === made.payNow &&
    total(made.nights.map(({ price }) => price)) + onTop === made.total
  )
}
