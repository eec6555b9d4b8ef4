import { Pool } from 'undici'

import { cpuMs } from '../cpu.ts'
import type { Hotels } from './hotels-process.ts'
import { startService } from './start-service.ts'

/** No search asks them. */
const nobody = 'http://127.0.0.1:9'

/** The gateway before a hotels service, as in production but without limits: all come from one address. */
export const startGateway = async (hotels: Hotels, redisUrl: string) => {
  const { running, url } = await startService('gateway/src/main.ts', {
    ...hotels.gatewayKeys,
    REDIS_URL: redisUrl,
    HOTELS_URL: hotels.url,
    CUSTOMERS_URL: nobody,
    PAYMENTS_URL: nobody,
    RESERVATIONS_URL: nobody,
    RATE_LIMIT_ANONYMOUS: '0',
    COST_BUDGET_ANONYMOUS: '0',
  })
  const pool = new Pool(url, { connections: 64 })
  return {
    ask: async <Data>(query: string, variables: object): Promise<Data> => {
      const body = JSON.stringify({ query, variables })
      const headers = { 'content-type': 'application/json' }
      const answer = await pool.request({ path: '/graphql', method: 'POST', headers, body })
      const { data, errors } = (await answer.body.json()) as { data: Data; errors?: { message: string }[] }
      if (errors) throw new Error(errors[0]?.message)
      return data
    },
    cpuMs: () => cpuMs(running.child.pid ?? 0),
    stop: async () => {
      await pool.close()
      await running.stop()
    },
  }
}
