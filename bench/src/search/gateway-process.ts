import path from 'node:path'

import { startGuarded } from '@staygraph/local/embedded/guarded-process'
import { onLines } from '@staygraph/local/embedded/server'
import { Pool } from 'undici'

import { cpuMs } from '../cpu.ts'
import type { Hotels } from './hotels-process.ts'

const root = path.resolve(import.meta.dirname, '../../..')
/** No search asks them. */
const nobody = 'http://127.0.0.1:9'

/** The gateway before a hotels service, as in production but without limits: all come from one address. */
export const startGateway = async (hotels: Hotels, redisUrl: string) => {
  const running = startGuarded({
    command: process.execPath,
    args: ['gateway/src/main.ts'],
    cwd: root,
    stopSignal: 'TERM',
    env: {
      ...process.env,
      ...hotels.gatewayKeys,
      NODE_ENV: 'production',
      LOG_LEVEL: 'info',
      PORT: '0',
      REDIS_URL: redisUrl,
      HOTELS_URL: hotels.url,
      CUSTOMERS_URL: nobody,
      PAYMENTS_URL: nobody,
      RESERVATIONS_URL: nobody,
      RATE_LIMIT_ANONYMOUS: '0',
      COST_BUDGET_ANONYMOUS: '0',
    },
  })
  const said: string[] = []
  const url = await new Promise<string>((resolve, reject) => {
    onLines(running, (line) => {
      if (said.length < 20) said.push(line)
      const at = /"url":"(http[^"]+)"/.exec(line)?.[1]
      if (at !== undefined) resolve(at)
    })
    void running.exited.then((code) => reject(new Error(`the gateway ended with ${code}: ${said.join('\n')}`)))
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
