import { request } from 'undici'

import type { Dice } from '../dice.ts'
import type { Platform } from '../platform.ts'

/** Another company goes wrong for a while. A company that is just away cannot be told, and so is not. */
const tell = async (url: string, method: 'POST' | 'DELETE', scenario?: object): Promise<boolean> =>
  request(`${url}/_sandbox/scenario`, {
    method,
    ...(scenario && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(scenario) }),
    signal: AbortSignal.timeout(5_000),
  })
    .then(async ({ statusCode, body }) => {
      await body.dump()
      return statusCode < 300
    })
    .catch(() => false) // also when it goes away in the middle of its answer

/** The bank tells everything twice, each copy at its own time. */
export const disorderWebhooks = ({ urls }: Pick<Platform, 'urls'>) =>
  tell(urls['bank'] ?? '', 'POST', { webhooks: 'disordered', webhookDelayMs: 1_500 })

const bankTroubles: readonly [object, ...object[]] = [
  { slowMs: 1_500 },
  { slowAfterMs: 6_000 },
  { down: true },
  { reply: 'drop', times: 5 },
  { reply: 'error_after', times: 5 },
  { reply: 'error_before', times: 5 },
  { reply: 'garbage', times: 5 },
]
const partnerTroubles: readonly [object, ...object[]] = [
  { effect: 'slow', ms: 3_000 },
  { effect: 'down' },
  { effect: 'reset' },
  { effect: 'garbageTruncated' },
  { effect: 'garbageShape', operation: 'book', times: 3 },
  { effect: 'timesOutButSucceeds', operation: 'book', ms: 12_000, times: 3 },
  { effect: 'dropReply', operation: 'book', times: 3 },
  { effect: 'answersTwice' },
  { effect: 'duplicateRefused' },
  { effect: 'priceChanged', operation: 'prebook', percent: 10, times: 3 },
  { effect: 'soldOut', operation: 'book', times: 2 },
]

export type Company = 'bank' | 'partner'

/** One trouble of a company, in words, until it is told that all is well. */
export const trouble = async ({ urls }: Pick<Platform, 'urls'>, company: Company, dice: Dice): Promise<string> => {
  const scenario = company === 'bank' ? dice.pick(bankTroubles) : dice.pick(partnerTroubles)
  const told = await tell(urls[company] ?? '', 'POST', scenario)
  return told ? JSON.stringify(scenario) : 'was away'
}

export const allIsWell = async (platform: Pick<Platform, 'urls'>, company: Company): Promise<boolean> => {
  const told = await tell(platform.urls[company] ?? '', 'DELETE')
  return company === 'bank' ? disorderWebhooks(platform) : told
}
