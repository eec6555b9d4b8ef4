import type { AddressInfo } from 'node:net'

import { Desk } from './desk.ts'
import { gazetteer } from './places.ts'
import { liteApi, partnerServer, type Protocol } from './server.ts'

export type Partner = {
  /** Without a slash at its end: `http://127.0.0.1:5002`. */
  readonly url: string
  readonly apiKey: string
  stop(): Promise<void>
}

export type PartnerOptions = {
  /** 0 takes a free one. */
  readonly port?: number
  readonly host?: string
  /** Where bookings are kept; without it, in memory only. */
  readonly dataDir?: string
  readonly apiKey?: string
  /** The clock, so that a test can make offers old. */
  readonly now?: () => Date
  readonly log?: boolean
}

/** Starts the partner's service and answers once it takes requests. */
export const startPartner = async (options: PartnerOptions = {}): Promise<Partner> => startCompany(liteApi, options)

/** A company that speaks this protocol. */
export async function startCompany(protocol: Protocol, options: PartnerOptions): Promise<Partner> {
  const {
    port = 0,
    host = '127.0.0.1',
    dataDir,
    apiKey = 'sand_staygraph',
    now = () => new Date(),
    log = false,
  } = options
  gazetteer()
  const desk = new Desk(dataDir)
  const server = partnerServer(protocol, desk, apiKey, now, log)
  server.addHook('onClose', async () => desk.close())
  await server.listen({ port, host })
  const address: AddressInfo | string | null = server.server.address()
  if (address === null || typeof address === 'string') throw new Error('the partner is not listening on a port')
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    apiKey,
    stop: () => server.close(),
  }
}
