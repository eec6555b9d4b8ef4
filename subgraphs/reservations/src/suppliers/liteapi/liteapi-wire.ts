import { openSupplierWire, type Refused, type Wire } from '../supplier-wire.ts'
import type { Silence } from '../supplier.ts'
import { refusal } from './answers.ts'

/** Refusals that say: not now, or not you. Nothing was done. */
const NOT_DONE = new Set([401, 403, 429, 4290, 40302])
/** They failed on their side or gave up waiting: something may have been done. */
const PERHAPS_DONE = new Set([2010, 2014, 4016, 4291, 5000])

/** LiteAPI's wire: its key, and its way of saying no. */
export const openLiteApi = ({ url, apiKey, ...wire }: Omit<Wire, 'headers' | 'refusalOf'> & { apiKey: string }) =>
  openSupplierWire({ ...wire, url: `${url}/v3.0`, headers: { 'x-api-key': apiKey }, refusalOf })

function refusalOf(answer: unknown, status: number): Refused | Silence | undefined {
  if (status === 304) return { code: 304, reason: '304 unable to process' }
  const refused = refusal.safeParse(answer)
  if (!refused.success) return undefined
  const { code, description, message } = refused.data.error
  const reason = `${code} ${description ?? message ?? ''}`.trim()
  if (NOT_DONE.has(code)) return { heard: 'NOT_SENT', reason }
  return PERHAPS_DONE.has(code) || status >= 500 ? { heard: 'LOST', reason } : { code, reason }
}
