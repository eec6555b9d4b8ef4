import path from 'node:path'

import { CannotStart } from '../embedded/cannot-start.ts'
import type { Service, Surroundings } from '../service.ts'
import { portNumber } from './ports.ts'
import { publicHalves, type Secrets } from './secrets.ts'

export interface SurroundingsOptions {
  services: Service[]
  environment: NodeJS.ProcessEnv
  dataFolder: string
  secrets: Secrets
}

/** What the table's processes may ask about each other, as the user's environment moves and names things. */
export const surroundingsOf = ({ services, environment, dataFolder, secrets }: SurroundingsOptions): Surroundings => {
  const named = (variable: string) => environment[variable] || undefined
  const ports = new Map(services.flatMap((service) => service.ports.map((port) => [port.moves, port] as const)))
  const byName = new Map(services.map((service) => [service.name, service]))
  const port = (moves: string): number => {
    const found = ports.get(moves)
    if (!found) throw new Error(`no service of the table listens where ${moves} says`)
    return portNumber(found, environment)
  }
  const ownerOf = (moves: string): string => {
    const owner = services.find((service) => service.ports.some((one) => one.moves === moves))
    if (!owner) throw new Error(`no service of the table listens where ${moves} says`)
    return owner.name
  }
  const url = (name: string): string => {
    const found = byName.get(name)
    if (!found) throw new Error(`no service of the table is called ${name}`)
    return `http://127.0.0.1:${port(found.ports[0].moves)}`
  }
  const site = byName.get('web')
  return {
    url,
    port,
    ownerOf,
    named,
    siteUrl: named('PUBLIC_SITE_URL') ?? `http://localhost:${site ? port(site.ports[0].moves) : 3000}`,
    folder: (name) => path.join(dataFolder, name),
    offerKey: secrets.offerKey,
    accessTokenKey: secrets.accessTokenKey,
    claimKeys: secrets.claimKeys,
    trustedClaimKeys: publicHalves(secrets.claimKeys),
    bank: bankKeys(named, secrets),
    partner: { apiKey: named('LITEAPI_KEY') ?? secrets.partner.apiKey },
    bedbank: secrets.bedbank,
    store: storeKeys(named, secrets),
  }
}

const storeKeys = (named: Surroundings['named'], secrets: Secrets): Surroundings['store'] => {
  const [accessKeyId, secretAccessKey] = [named('S3_ACCESS_KEY_ID'), named('S3_SECRET_ACCESS_KEY')]
  if (named('S3_URL') === undefined) return secrets.store
  if (accessKeyId !== undefined && secretAccessKey !== undefined) return { accessKeyId, secretAccessKey }
  throw new CannotStart(
    'S3_URL names a real store, but S3_ACCESS_KEY_ID or S3_SECRET_ACCESS_KEY is missing',
    'Set both: a key that may read, write and delete in that bucket.',
  )
}

const bankKeys = (named: Surroundings['named'], secrets: Secrets): Surroundings['bank'] => {
  const apiKey = named('STRIPE_API_KEY')
  const webhookSecret = named('STRIPE_WEBHOOK_SECRET')
  if (apiKey === undefined) return secrets.bank
  if (webhookSecret !== undefined) return { apiKey, webhookSecret }
  throw new CannotStart(
    'STRIPE_API_KEY names a real bank, but STRIPE_WEBHOOK_SECRET is missing',
    'The bank shows it where the webhook address is registered: set it too.',
  )
}
