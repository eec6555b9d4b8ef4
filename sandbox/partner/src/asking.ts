import type { Partner } from './start-partner.ts'

/** For tests: speaks to a partner as a client of the protocol does, without knowing its types. */

export const PARIS = { latitude: 48.85341, longitude: 2.3488 }
export const STAY = { checkin: '2027-03-12', checkout: '2027-03-15' }
export const HOLDER = { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.com', phone: '+44 20 7946 0000' }

export type Answer = {
  readonly status: number
  readonly body: unknown
}

/** What stands at a path of an answer: `at(answer, 'data', 0, 'hotelId')`. */
export function at({ body }: Answer, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null
        ? Object.entries(value).find(([name]) => name === String(key))?.[1]
        : undefined,
    body,
  )
}

export const listAt = (answer: Answer, ...path: readonly (string | number)[]): unknown[] => {
  const found = at(answer, ...path)
  return Array.isArray(found) ? found : []
}

export function asking(partner: Pick<Partner, 'url' | 'apiKey'>) {
  const ask = async (method: string, path: string, body?: object, key = partner.apiKey): Promise<Answer> => {
    const response = await fetch(`${partner.url}${path}`, {
      method,
      headers: { 'x-api-key': key, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) }
  }
  const asked = (more: object) => ({
    ...PARIS,
    ...STAY,
    radius: 3000,
    limit: 10,
    currency: 'EUR',
    guestNationality: 'FR',
    occupancies: [{ adults: 2 }],
    maxRatesPerHotel: 1,
    ...more,
  })
  const rates = (more: object = {}) => ask('POST', '/v3.0/hotels/rates', asked(more))
  const stream = (more: object = {}) =>
    fetch(`${partner.url}/v3.0/hotels/rates`, {
      method: 'POST',
      headers: { 'x-api-key': partner.apiKey, 'content-type': 'application/json' },
      body: JSON.stringify(asked({ ...more, stream: true })),
    })
  const prebook = (offerId: unknown) => ask('POST', '/v3.0/rates/prebook', { offerId, usePaymentSdk: false })
  const book = (prebookId: unknown, clientReference: string, more: object = {}) =>
    ask('POST', '/v3.0/rates/book', {
      prebookId,
      clientReference,
      holder: HOLDER,
      guests: [{ ...HOLDER, occupancyNumber: 1 }],
      payment: { method: 'ACC_CREDIT_CARD' },
      ...more,
    })
  const happen = (scenario: object) => ask('POST', '/_sandbox/scenario', scenario)
  /** What was to appear later appears now. */
  const appear = () => ask('POST', '/_sandbox/late')
  return { ask, rates, stream, prebook, book, happen, appear }
}
