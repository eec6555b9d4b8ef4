import { setTimeout as after } from 'node:timers/promises'

import { hotelsFlags } from '@staygraph/local/platform'
import { identityHeader, mintIdentity } from '@staygraph/subgraph-kit/identity'
import { testKeys } from '@staygraph/subgraph-kit/testing/identity'
import { Pool } from 'undici'

import { cpuMs } from '../cpu.ts'
import { type Histogram, readHistogram } from './histogram.ts'
import { startService } from './start-service.ts'

export interface Hotels {
  /** Asks as the gateway does. Throws what was refused. */
  ask: <Data>(query: string, variables: object) => Promise<Data>
  url: string
  /** The header with which our gateway would vouch for a stranger who asks this. */
  vouch: (body: string) => string
  /** With what a gateway in front of it vouches for who asks. */
  gatewayKeys: { IDENTITY_KEY: string; TRUSTED_KEYS: string }
  /** A histogram of its own figures. */
  figure: (name: string, label: string) => Promise<Histogram>
  /** Processor time it has used so far. */
  cpuMs: () => number
  stop: () => Promise<void>
}

/** The hotels service itself, over a catalogue, without partners. */
export const startHotels = async (
  databaseUrl: string,
  redisUrl: string,
  environment: Record<string, string> = {},
): Promise<Hotels> => {
  const { pairs, privateKeys, publicKeys, claimKeys } = await testKeys('gateway', 'hotels')
  const told = {
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    IDENTITY_KEY: JSON.stringify(privateKeys.hotels),
    TRUSTED_KEYS: JSON.stringify(publicKeys),
    OFFER_KEY: JSON.stringify(claimKeys.hotels),
    SHELF_HOTELS: '1500000',
    EXCHANGE_RATES_URL: '',
    ...environment,
  }
  const { running, url } = await startService('subgraphs/hotels/src/main.ts', told, undefined, hotelsFlags)
  const vouch = (body: string) => mintIdentity(pairs.gateway, 'hotels', body, { kind: 'anonymous' })
  const pool = new Pool(url, { connections: 64 })
  // It is ready once it has looked through the catalogue: on a busy machine that takes a while.
  const isReady = async () => {
    const answer = await pool.request({ path: '/health/ready', method: 'GET' })
    await answer.body.dump()
    return answer.statusCode === 200
  }
  for (let tried = 0; !(await isReady()); tried += 1) {
    if (tried === 300) throw new Error('hotels is not ready after a minute')
    await after(200)
  }
  return {
    ask: async <Data>(query: string, variables: object): Promise<Data> => {
      const body = JSON.stringify({ query, variables })
      const headers = { 'content-type': 'application/json', [identityHeader]: vouch(body) }
      const answer = await pool.request({ path: '/graphql', method: 'POST', headers, body })
      const { data, errors } = (await answer.body.json()) as { data: Data; errors?: { message: string }[] }
      if (errors) throw new Error(errors[0]?.message)
      return data
    },
    url,
    vouch,
    gatewayKeys: { IDENTITY_KEY: JSON.stringify(privateKeys.gateway), TRUSTED_KEYS: JSON.stringify(publicKeys) },
    figure: async (name, label) => {
      const answer = await pool.request({ path: '/metrics', method: 'GET' })
      return readHistogram(await answer.body.text(), name, label)
    },
    cpuMs: () => cpuMs(running.child.pid ?? 0),
    stop: async () => {
      await pool.close()
      await running.stop()
    },
  }
}
