import { describeHotel } from '@staygraph/hotels/contract/describe-hotel'
import { CommandFailed, type Call, type Sister } from '@staygraph/subgraph-kit/command'
import type { Logger } from '@staygraph/subgraph-kit/log'
import type { z } from 'zod'

export type HotelFacts = NonNullable<z.output<typeof describeHotel.output>>

/** What a hotel of ours is, as hotels says it; null: it is none of ours; SILENT: hotels does not answer. */
export type FactsOf = (hotelId: string) => Promise<HotelFacts | null | 'SILENT'>

export const askHotels =
  (call: Call, hotels: Sister, logger: Logger): FactsOf =>
  async (hotelId) => {
    try {
      return await call(hotels, describeHotel, { hotelId }, { timeoutMs: 1_000 })
    } catch (error) {
      if (!(error instanceof CommandFailed)) throw error
      logger.warn({ reason: error.message }, 'hotels does not answer: a desk goes by what it knew')
      return 'SILENT'
    }
  }
