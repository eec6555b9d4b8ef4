import type { PartnerStatus } from '../graphql/types.generated.ts'
import { PartnerFault, type PartnerHotelRate, type PartnerQuestion, type PartnerSupply } from './partner-supply.ts'

/** What one partner answered within the search's time. */
export type PartnerReply = {
  readonly code: string
  readonly name: string
  readonly status: PartnerStatus
  readonly hotels: readonly PartnerHotelRate[]
}

/**
 * Asks every partner at once, and answers when all have, or the time is up: one that is slow, down or mad costs the
 * others nothing. Never throws for what a partner does; a bug of ours still does.
 */
export async function askPartners(
  partners: readonly PartnerSupply[],
  question: PartnerQuestion,
  { deadlineMs, now }: { deadlineMs: number; now: Date },
): Promise<PartnerReply[]> {
  let timer: NodeJS.Timeout | undefined
  const timeIsUp = new Promise<'TIME_IS_UP'>((resolve) => {
    timer = setTimeout(resolve, deadlineMs, 'TIME_IS_UP')
  })
  try {
    return await Promise.all(partners.map((partner) => askOne(partner, question, now, timeIsUp)))
  } finally {
    clearTimeout(timer)
  }
}

async function askOne(
  partner: PartnerSupply,
  question: PartnerQuestion,
  now: Date,
  timeIsUp: Promise<'TIME_IS_UP'>,
): Promise<PartnerReply> {
  const { code, name } = partner
  const asked = partner.search(question, now)
  // An answer that comes after the deadline is for the adapter's memory; its failure then is nobody's.
  asked.catch(() => undefined)
  try {
    const answer = await Promise.race([asked, timeIsUp])
    if (answer === 'TIME_IS_UP') return { code, name, status: 'TIMEOUT', hotels: [] }
    return { code, name, status: answer.complete ? 'COMPLETE' : 'PARTIAL', hotels: answer.hotels }
  } catch (error) {
    if (!(error instanceof PartnerFault)) throw error
    return { code, name, status: error.status, hotels: [] }
  }
}

/** The hotels of the answers, each once, as they are to be stored so that their ids work later. */
export const hotelsToKeep = (replies: readonly PartnerReply[]) => [
  ...new Map(replies.flatMap(({ hotels }) => hotels.map(({ hotel }) => [hotel.id, hotel] as const))).values(),
]
