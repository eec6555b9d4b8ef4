import type { Dispatcher } from 'undici'
import type { z } from 'zod'

import { PartnerFault } from '../partner-supply.ts'
import { jsonOf, openPartnerWire, readAs, type Ask, type WireOptions } from '../partner-wire.ts'
import { NO_AVAILABILITY, refusal } from './answers.ts'

/** LiteAPI's wire: its key, and its way of saying no. */
export function openLiteApi({ url, apiKey, ...options }: Omit<WireOptions, 'headers'> & { apiKey: string }) {
  const { ask, close } = openPartnerWire({
    ...options,
    url: `${url.replace(/\/$/, '')}/v3.0`,
    headers: { 'x-api-key': apiKey, accept: 'application/json, text/event-stream' },
  })
  return {
    ask,
    close,
    /** The answer checked against the schema; null when they say that there is nothing (204, 404, or error 2001). */
    json: async <T>(asked: Ask, schema: z.ZodType<T>): Promise<T | null> =>
      ask(asked, async (answer) => understood(answer, schema)),
  }
}
export type LiteApi = ReturnType<typeof openLiteApi>

export async function understood<T>(answer: Dispatcher.ResponseData, schema: z.ZodType<T>): Promise<T | null> {
  const { statusCode, body } = answer
  if (statusCode === 204 || statusCode === 404) {
    await body.dump()
    return null
  }
  const told = await jsonOf(answer)
  const refused = refusal.safeParse(told)
  if (refused.success && refused.data.error.code === NO_AVAILABILITY) return null
  if (refused.success && refused.data.error.code < 5000)
    throw new PartnerFault(
      'REFUSED',
      `refused with ${refused.data.error.code}: ${refused.data.error.description ?? ''}`,
    )
  if (statusCode !== 200) throw new PartnerFault('DOWN', `status ${statusCode}`)
  return readAs(schema, told)
}
