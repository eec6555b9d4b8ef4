import type { Logger } from '@staygraph/subgraph-kit/log'

import type { PartnerStatus } from '../graphql/types.generated.ts'
import { soundHotels } from './checked-hotels.ts'
import { partnerAnswers, partnerHotelsLeftOut, partnerHotelsTaken } from './partner-metrics.ts'
import { PartnerFault, type PartnerHotelRate, type PartnerQuestion, type PartnerSupply } from './partner-supply.ts'

/** What one partner answered within the search's time. */
export type PartnerReply = {
  readonly code: string
  readonly name: string
  readonly status: PartnerStatus
  readonly hotels: readonly PartnerHotelRate[]
  /** Hotels of its answer that could not be read, or not be sold as they are written. */
  readonly leftOut: number
  /** How old its answer is. */
  readonly ageSeconds: number
}

export type Asking = {
  /** Nobody is waited for longer, whatever time a partner has of its own. */
  readonly deadlineMs: number
  /** For so long the search waits; who needs more is asked on, for whoever asks the same a moment later. */
  readonly waitMs?: number
  readonly now: Date
  readonly logger: Logger
}

/** A partner is told to be done so much earlier, so that what has come by then still counts. */
const wayBackMs = 50

/** The most hotels of one partner in a search: an answer without end must not cost the others their time. */
const mostHotels = 300

/**
 * Asks every partner at once, however many, and answers when all have, or each one's time is up: one that is slow, down or mad
 * costs the others nothing. Never throws for what a partner does, not even where an adapter stumbles over it.
 */
export async function askPartners(
  partners: readonly PartnerSupply[],
  question: PartnerQuestion,
  asking: Asking,
): Promise<PartnerReply[]> {
  return Promise.all(
    partners.map(async (partner) => {
      const reply = await askOne(partner, question, asking)
      const { code: label } = partner
      partnerAnswers.inc({ partner: label, status: reply.status })
      partnerHotelsTaken.inc({ partner: label }, reply.hotels.length)
      partnerHotelsLeftOut.inc({ partner: label }, reply.leftOut)
      return reply
    }),
  )
}

async function askOne(partner: PartnerSupply, question: PartnerQuestion, asking: Asking): Promise<PartnerReply> {
  const { code, name } = partner
  const nothing = { code, name, hotels: [], leftOut: 0, ageSeconds: 0 }
  const { deadlineMs, waitMs = Infinity } = asking
  const withinMs = Math.min(partner.withinMs, deadlineMs)
  try {
    const asked = partner.search(question, asking.now, Math.max(1, withinMs - wayBackMs))
    const answer = await orTimeIsUp(asked, Math.min(withinMs, waitMs))
    if (answer === 'TIME_IS_UP') return { ...nothing, status: waitMs < withinMs ? 'PENDING' : 'TIMEOUT' }
    const { hotels, unsound, beyond } = soundHotels(code, answer.hotels, question, mostHotels)
    const leftOut = answer.leftOut + unsound
    if (hotels.length === 0 && unsound > 0) return { ...nothing, leftOut, status: 'INVALID_ANSWER' }
    const { ageSeconds = 0 } = answer
    const isWhole = answer.complete && unsound === 0 && beyond === 0
    return { code, name, status: isWhole ? 'COMPLETE' : 'PARTIAL', hotels, leftOut, ageSeconds }
  } catch (error) {
    if (error instanceof PartnerFault) return { ...nothing, status: error.status, leftOut: error.leftOut }
    asking.logger.error({ err: error, partner: code }, 'an adapter stumbled over the answer of its partner')
    return { ...nothing, status: 'INVALID_ANSWER' }
  }
}

async function orTimeIsUp<T>(asked: Promise<T>, withinMs: number): Promise<T | 'TIME_IS_UP'> {
  let timer: NodeJS.Timeout | undefined
  const timeIsUp = new Promise<'TIME_IS_UP'>((resolve) => {
    timer = setTimeout(resolve, withinMs, 'TIME_IS_UP')
  })
  // An answer that comes later is for the adapter's memory; its failure then is nobody's.
  asked.catch(() => undefined)
  try {
    return await Promise.race([asked, timeIsUp])
  } finally {
    clearTimeout(timer)
  }
}
