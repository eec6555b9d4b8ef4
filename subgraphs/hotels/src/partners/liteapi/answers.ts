import { z } from 'zod'

/**
 * Exactly what we read of LiteAPI's answers, and no more: what they add is nobody's business, what they change is
 * noticed. Lists are read loosely and each entry on its own, because the real service sends offers without rates.
 */

const sum = z.object({ amount: z.number(), currency: z.string().length(3) })

/** Their way of saying no, whatever the status. */
export const refusal = z.object({
  error: z.object({ code: z.int(), message: z.string().optional(), description: z.string().optional() }),
})

export const NO_AVAILABILITY = 2001

export const rate = z.object({
  occupancyNumber: z.int().min(1),
  name: z.string().min(1),
  adultCount: z.int().optional(),
  boardType: z.string(),
  retailRate: z.object({
    total: z.array(sum).min(1),
    taxesAndFees: z
      .array(sum.extend({ included: z.boolean(), description: z.string().nullish() }))
      .nullish()
      .transform((taxes) => taxes ?? []),
  }),
  cancellationPolicies: z.object({
    cancelPolicyInfos: z
      .array(
        z.object({
          cancelTime: z.string(),
          amount: z.number().min(0),
          currency: z.string().nullish(),
          type: z.string(),
        }),
      )
      .nullish()
      .transform((tiers) => tiers ?? []),
    refundableTag: z.enum(['RFN', 'NRFN']),
  }),
  mappedRoomId: z.union([z.int(), z.string()]).nullish(),
})
export type Rate = z.infer<typeof rate>

/** An offer: one rate for each room asked for. */
export const roomType = z.object({
  roomTypeId: z.string().nullish(),
  offerId: z.string().min(1),
  rates: z.array(rate).min(1),
})
export type RoomType = z.infer<typeof roomType>

export const hotelRates = z.object({ hotelId: z.string().min(1), roomTypes: z.array(z.unknown()) })
export type HotelRates = z.infer<typeof hotelRates>

/** `POST /hotels/rates`, in one piece. */
export const rates = z.object({ data: z.array(z.unknown()) })
/** One event of the streamed answer. */
export const ratesEvent = z.union([
  z.object({ rates: z.array(z.unknown()) }),
  z.object({ hotels: z.array(z.unknown()) }),
])

const coordinate = { latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) }

/** A hotel in a list (`GET /data/hotels`). */
export const listedHotel = z.object({
  id: z.string().min(1),
  name: z.string().trim().min(1),
  hotelDescription: z.string().nullish(),
  country: z.string().length(2),
  city: z.string().nullish(),
  ...coordinate,
  address: z.string().nullish(),
  zip: z.string().nullish(),
  phone: z.string().nullish(),
  main_photo: z.string().nullish(),
  stars: z.number().nullish(),
  rating: z.number().min(0).max(10).nullish(),
  reviewCount: z.int().min(0).nullish(),
  facilityIds: z.array(z.int()).nullish(),
})
export type ListedHotel = z.infer<typeof listedHotel>
export const hotelList = z.object({ data: z.array(z.unknown()) })

/** A hotel in full (`GET /data/hotel`): the same facts under other names. */
export const fullHotel = z.object({
  data: listedHotel.omit({ latitude: true, longitude: true, stars: true, facilityIds: true }).extend({
    location: z.object(coordinate),
    starRating: z.number().nullish(),
    hotelFacilities: z.array(z.string()).nullish(),
    checkinCheckoutTimes: z
      .object({ checkin: z.string().nullish(), checkin_start: z.string().nullish(), checkout: z.string().nullish() })
      .nullish(),
  }),
})
export type FullHotel = z.infer<typeof fullHotel>['data']

export const facilities = z.object({ data: z.array(z.object({ facility_id: z.int(), facility: z.string() })) })
