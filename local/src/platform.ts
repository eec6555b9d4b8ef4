// The whole platform on one screen: every process, where it lies, where it listens, what it owns and whom it asks.
// `npm start` runs this table; docker-compose.yml says the same for containers (a test compares the two).
import type { JWK } from 'jose'

import type { Build } from './prepare/builds.ts'

export const databaseNames = ['hotels', 'customers', 'payments', 'reservations', 'workers'] as const
export type DatabaseName = (typeof databaseNames)[number]

/** Who may vouch for a request to a sister: each has its own X25519 key. */
export const issuers = ['gateway', ...databaseNames] as const
export type Issuer = (typeof issuers)[number]

/** Who signs links and grants that go through other hands: each has its own Ed25519 key. */
export const claimIssuers = ['payments', 'reservations'] as const
export type ClaimIssuer = (typeof claimIssuers)[number]

export interface Port {
  /** The variable in the user's environment that moves it. */
  moves: string
  usual: number
  /** The variable by which the process itself learns it. */
  as: string
}

/** What a process may need to know about the rest, once everything has its place. */
export interface Surroundings {
  /** The base url of a process of this table, without a path. */
  url: (name: string) => string
  /** The number behind `port.moves`. */
  port: (moves: string) => number
  /** The process that listens there. */
  ownerOf: (moves: string) => string
  /** Where guests open the site. */
  siteUrl: string
  /** A folder that outlives a restart, for a process that keeps files. */
  folder: (name: string) => string
  /** A variable of the user's environment. */
  named: (variable: string) => string | undefined
  offerKey: JWK
  accessTokenKey: JWK
  /** Whole, for whoever signs by it; the public halves, for whoever reads. */
  claimKeys: Record<ClaimIssuer, JWK>
  trustedClaimKeys: Record<ClaimIssuer, JWK>
  /** The sandbox companies' keys, unless the user named a real company's. */
  bank: { apiKey: string; webhookSecret: string }
  partner: { apiKey: string }
  bedbank: { apiKey: string }
  store: { accessKeyId: string; secretAccessKey: string }
}

export interface Service {
  name: string
  /** One line for people. */
  does: string
  folder: string
  entry: string
  /** What Node is told before the entry. */
  flags?: string[]
  /** The first is where it speaks HTTP. */
  ports: [Port, ...Port[]]
  identity?: Issuer
  database?: DatabaseName
  queue?: boolean
  /** The sisters it calls: it gets their urls, and stops before they do. */
  asks?: string[]
  /** Not started when the user's environment names a real one by this variable. */
  unless?: string
  env?: (around: Surroundings) => Record<string, string | undefined>
  /** Pages worth opening, by their path. */
  pages?: Record<string, string>
}

const port = (moves: string, usual: number, as = 'PORT'): Port => ({ moves, usual, as })
const json = (value: unknown): string => JSON.stringify(value)

const bankClient = ({ bank, named, url }: Surroundings) => ({
  STRIPE_API_KEY: bank.apiKey,
  STRIPE_API_URL: named('STRIPE_API_KEY') === undefined ? url('bank') : named('STRIPE_API_URL'),
  STRIPE_WEBHOOK_SECRET: bank.webhookSecret,
})

const partnersClient = ({ partner, bedbank, named, url }: Surroundings) => ({
  LITEAPI_KEY: partner.apiKey,
  LITEAPI_URL: named('LITEAPI_KEY') === undefined ? url('partner') : named('LITEAPI_URL'),
  LODGEBANK_KEY: bedbank.apiKey,
  LODGEBANK_URL: url('bedbank'),
})

const storeKeys = ({ store }: Surroundings) => ({
  S3_ACCESS_KEY_ID: store.accessKeyId,
  S3_SECRET_ACCESS_KEY: store.secretAccessKey,
})

/** Where files lie, as we reach it and as browsers do. */
const storeUrls = ({ named, url }: Surroundings) => {
  const here = named('S3_URL') ?? `${url('store')}/photos`
  return { S3_URL: here, S3_PUBLIC_URL: named('S3_PUBLIC_URL') ?? here }
}

const readsClaims = ({ trustedClaimKeys }: Surroundings) => ({ TRUSTED_CLAIM_KEYS: json(trustedClaimKeys) })

const signsClaims = (issuer: ClaimIssuer, around: Surroundings) => ({
  CLAIM_KEY: json(around.claimKeys[issuer]),
  ...readsClaims(around),
})

/**
 * A search leaves megabytes of garbage and keeps little. In a nursery of V8's usual size that is collected ten times a second,
 * and each time the search that runs waits 4 ms: with this one search in a hundred does not wait that long.
 */
export const hotelsFlags = ['--min-semi-space-size=32', '--max-semi-space-size=32', '--no-allocation-site-pretenuring']

export const platform: Service[] = [
  {
    name: 'bank',
    does: "another company's: takes cards, speaks Stripe's wire protocol",
    folder: 'sandbox/bank',
    entry: 'src/main.ts',
    ports: [port('BANK_PORT', 5001)],
    unless: 'STRIPE_API_KEY',
    env: ({ bank, url, folder, siteUrl }) => ({
      STRIPE_API_KEY: bank.apiKey,
      STRIPE_WEBHOOK_SECRET: bank.webhookSecret,
      WEBHOOK_URL: `${url('payments')}/webhooks/bank`,
      PUBLIC_URL: url('bank'),
      PUBLIC_SITE_URL: siteUrl,
      DATA_DIR: folder('bank'),
    }),
    pages: { 'The bank': '/' },
  },
  {
    name: 'partner',
    does: "another company's: sells its hotels' rooms, speaks LiteAPI v3",
    folder: 'sandbox/partner',
    entry: 'src/main.ts',
    ports: [port('PARTNER_PORT', 5002)],
    unless: 'LITEAPI_KEY',
    env: ({ partner, folder }) => ({ LITEAPI_KEY: partner.apiKey, DATA_DIR: folder('partner') }),
    pages: { 'The partner': '/' },
  },
  {
    name: 'bedbank',
    does: "a third company's: sells hotels too, some of them the partner's, and speaks a protocol of its own",
    folder: 'sandbox/partner',
    entry: 'src/bedbank/main.ts',
    ports: [port('BEDBANK_PORT', 5004)],
    env: ({ bedbank, folder }) => ({ LODGEBANK_KEY: bedbank.apiKey, DATA_DIR: folder('bedbank') }),
    pages: { 'The bedbank': '/' },
  },
  {
    name: 'mailbox',
    does: 'catches every mail and shows it; speaks SMTP and the API of Mailpit',
    folder: 'sandbox/mailbox',
    entry: 'src/main.ts',
    ports: [port('MAILBOX_PORT', 5003), port('SMTP_PORT', 5025, 'SMTP_PORT')],
    unless: 'SMTP_URL',
    env: ({ folder }) => ({ DATA_DIR: folder('mailbox') }),
    pages: { Mailbox: '/' },
  },
  {
    name: 'store',
    does: "another company's: keeps files, speaks S3",
    folder: 'sandbox/store',
    entry: 'src/main.ts',
    ports: [port('STORE_PORT', 5005)],
    unless: 'S3_URL',
    env: (around) => ({ ...storeKeys(around), DATA_DIR: around.folder('store') }),
  },
  {
    name: 'hotels',
    does: 'cities, hotels, prices, search; signs offers',
    folder: 'subgraphs/hotels',
    entry: 'src/main.ts',
    flags: hotelsFlags,
    ports: [port('HOTELS_PORT', 4001)],
    identity: 'hotels',
    database: 'hotels',
    queue: true,
    asks: ['partner', 'bedbank', 'store'],
    // Of the bedbank few: beside two partners' many a small catalogue's own hotels would hardly be seen.
    // Of reservations only its operator's command asks (`npm run read-model`): hotels is stopped after it.
    env: (around) => ({
      ...partnersClient(around),
      LODGEBANK_HOTELS: '20',
      ...storeKeys(around),
      ...storeUrls(around),
      S3_REGION: around.named('S3_REGION') ?? 'us-east-1',
      OFFER_KEY: json(around.offerKey),
      RESERVATIONS_URL: around.url('reservations'),
    }),
  },
  {
    name: 'customers',
    does: 'customers, sessions, API clients; publishes the keys of access tokens',
    folder: 'subgraphs/customers',
    entry: 'src/main.ts',
    ports: [port('CUSTOMERS_PORT', 4002)],
    identity: 'customers',
    database: 'customers',
    queue: true,
    env: ({ accessTokenKey }) => ({ ACCESS_TOKEN_KEY: json(accessTokenKey) }),
  },
  {
    name: 'payments',
    does: 'payments, refunds, the ledger, receipts; speaks to the bank',
    folder: 'subgraphs/payments',
    entry: 'src/main.ts',
    ports: [port('PAYMENTS_PORT', 4003)],
    identity: 'payments',
    database: 'payments',
    queue: true,
    asks: ['bank'],
    env: (around) => ({ ...bankClient(around), ...signsClaims('payments', around) }),
  },
  {
    name: 'reservations',
    does: 'nights, holds, reservations and their booking saga',
    folder: 'subgraphs/reservations',
    entry: 'src/main.ts',
    ports: [port('RESERVATIONS_PORT', 4004)],
    identity: 'reservations',
    database: 'reservations',
    queue: true,
    asks: ['hotels', 'customers', 'payments', 'partner', 'bedbank'],
    env: (around) => ({ ...partnersClient(around), ...signsClaims('reservations', around) }),
  },
  {
    name: 'workers',
    does: 'receipts, mails, calendar files: every job that leaves by queue',
    folder: 'workers',
    entry: 'src/main.ts',
    ports: [port('WORKERS_PORT', 4005)],
    identity: 'workers',
    database: 'workers',
    queue: true,
    asks: ['hotels', 'customers', 'payments', 'reservations', 'mailbox'],
    env: ({ named, port: at }) => ({
      SMTP_URL: named('SMTP_URL') ?? `smtp://127.0.0.1:${at('SMTP_PORT')}`,
      MAIL_FROM: named('MAIL_FROM') ?? 'Staygraph <stay@staygraph.example>',
    }),
    pages: { Queues: '/queues' },
  },
  {
    name: 'documents',
    does: 'serves receipts and calendar files to whoever holds their signed link',
    folder: 'workers',
    entry: 'src/documents/main.ts',
    ports: [port('DOCUMENTS_PORT', 4006)],
    identity: 'workers',
    database: 'workers',
    queue: true,
    asks: ['payments', 'reservations'],
    env: readsClaims,
  },
  {
    name: 'gateway',
    does: 'one graph over the four; identity, limits, plans',
    folder: 'gateway',
    entry: 'src/main.ts',
    ports: [port('GATEWAY_PORT', 4000)],
    identity: 'gateway',
    queue: true,
    asks: ['hotels', 'customers', 'payments', 'reservations'],
    env: () => ({ APOLLO_TELEMETRY_DISABLED: '1', METADATA_SERVER_DETECTION: 'none' }),
    pages: { 'Apollo Sandbox': '/', GraphiQL: '/explorer' },
  },
  {
    name: 'web',
    does: 'the site',
    folder: 'web',
    entry: 'server/main.ts',
    ports: [port('WEB_PORT', 3000)],
    asks: ['gateway', 'hotels', 'documents'],
    env: (around) => ({
      SANDBOX: around.named('STRIPE_API_KEY') === undefined ? 'true' : 'false',
      UPLOAD_ORIGINS: new URL(storeUrls(around).S3_PUBLIC_URL).origin,
    }),
    pages: { 'The site': '/' },
  },
]

export const dashboardPort = port('DASHBOARD_PORT', 3001)

/** Where each domain's migrations lie, seen from the project's root. */
export const migrations: Record<DatabaseName, string> = {
  hotels: 'subgraphs/hotels/migrations',
  customers: 'subgraphs/customers/migrations',
  payments: 'subgraphs/payments/migrations',
  reservations: 'subgraphs/reservations/migrations',
  workers: 'workers/migrations',
}

/** What fills an empty database: a program, seen from the project's root, and its arguments. */
export interface SeedProgram {
  database: DatabaseName
  entry: string
  args: string[]
  /** What it fills: whoever was filled with less is filled again. */
  with: string
}

export const seedsFor = (hotels: string): SeedProgram[] => [
  {
    database: 'hotels',
    entry: 'subgraphs/hotels/src/seed/main.ts',
    args: ['--hotels', hotels],
    with: 'cities, airports, names, hotels',
  },
]

/** What browsers get is built beforehand. */
export const builds: Build[] = [
  {
    what: 'the site',
    package: '@staygraph/web',
    into: 'web/dist',
    sources: ['web', 'packages/illustration/src', 'gateway/schema.graphql'],
  },
  { what: 'GraphiQL', package: '@staygraph/gateway', into: 'gateway/dist/explorer', sources: ['gateway/explorer'] },
]
