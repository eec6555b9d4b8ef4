import './short-lived.ts'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

import { port, processEnvironment, readEnvironment } from '@staygraph/subgraph-kit/environment'
import { createLogger } from '@staygraph/subgraph-kit/log'
import { derivePairKeys } from '@staygraph/subgraph-kit/pair-keys'
import { listen } from '@staygraph/subgraph-kit/serve'
import { startTelemetry } from '@staygraph/subgraph-kit/telemetry'
import { z } from 'zod'

import { developers } from './policies/developers.ts'
import { listedModes } from './policies/only-listed.ts'
import { createGateway } from './server.ts'

// node src/main.ts                            our gateway, from its environment
// node src/main.ts --supergraph F --port N    any supergraph, standing alone: no identity, no limits of rate

const { values: given } = parseArgs({ options: { supergraph: { type: 'string' }, port: { type: 'string' } } })
const alone = given.supergraph !== undefined

const list = (standard: string) =>
  z
    .string()
    .default(standard)
    .transform((text) => text.split(',').flatMap((entry) => entry.trim() || []))
/** A limit; 0 is none, and what stands alone has none unless told. */
const limit = (standard: number) =>
  z.coerce
    .number()
    .int()
    .min(0)
    .default(alone ? 0 : standard)
/** `customers=2000,hotels=6000`: milliseconds by subgraph. */
const bySubgraph = list('').transform((entries, context) =>
  Object.fromEntries(
    entries.map((entry) => {
      const [, name = '', ms] = /^([\w-]+)=(\d{1,6})$/.exec(entry) ?? []
      if (ms === undefined) context.addIssue(`${entry} is not <subgraph>=<milliseconds>`)
      return [name, Number(ms)]
    }),
  ),
)
const required = <T extends z.ZodType>(type: T) => (alone ? type.optional() : type)

const environment = readEnvironment({
  ...processEnvironment,
  PORT: port(4000),
  SUPERGRAPH: z.string().default(fileURLToPath(new URL('../supergraph.graphql', import.meta.url))),
  OPERATIONS: z
    .string()
    .optional()
    .transform((folder) => folder ?? (alone ? undefined : fileURLToPath(new URL('../operations', import.meta.url)))),
  ONLY_LISTED: z.enum(listedModes).default('off'),
  OVERRIDE_LABELS: z.string().optional(),
  IDENTITY_KEY: required(processEnvironment.IDENTITY_KEY),
  TRUSTED_KEYS: required(processEnvironment.TRUSTED_KEYS),
  HOTELS_URL: z.url().optional(),
  CUSTOMERS_URL: required(z.url()),
  PAYMENTS_URL: z.url().optional(),
  RESERVATIONS_URL: z.url().optional(),
  REDIS_URL: required(z.url()),
  ALLOWED_ORIGINS: list('http://localhost:3000'),
  PUBLIC_SITE_URL: z.url().default('http://localhost:3000'),
  TRUSTED_PROXIES: list('loopback'),
  RATE_LIMIT_ANONYMOUS: limit(600),
  RATE_LIMIT_CUSTOMER: limit(1_200),
  RATE_LIMIT_INTEGRATOR: limit(3_000),
  RATE_LIMIT_UNKNOWN_CREDENTIALS: limit(60),
  COST_MAXIMUM: limit(5_000),
  COST_BUDGET_ANONYMOUS: limit(150_000),
  COST_BUDGET_CUSTOMER: limit(300_000),
  COST_BUDGET_INTEGRATOR: limit(750_000),
  DEADLINE_MS: z.coerce.number().int().min(100).max(60_000).default(10_000),
  SUBGRAPH_DEADLINES_MS: bySubgraph,
  LIVE_STREAMS: limit(2_000),
  LIVE_STREAMS_EACH: limit(20),
  HEDGE: z.stringbool().default(false),
  SHARE_QUESTIONS: z.stringbool().default(false),
  SLOW_OPERATION_MS: z.coerce.number().int().min(0).default(1_000),
  DEVELOPERS: list(''),
  API_KEYS_KEPT_SECONDS: z.coerce.number().min(0).max(600).default(60),
})

const logger = createLogger('gateway', environment.LOG_LEVEL)
const telemetry = startTelemetry('gateway', environment)
const app = await createGateway({
  logger,
  supergraph: given.supergraph ?? environment.SUPERGRAPH,
  operations: environment.OPERATIONS,
  onlyListed: environment.ONLY_LISTED,
  overrideLabels: environment.OVERRIDE_LABELS,
  subgraphUrls: alone
    ? {}
    : {
        hotels: environment.HOTELS_URL,
        customers: environment.CUSTOMERS_URL,
        payments: environment.PAYMENTS_URL,
        reservations: environment.RESERVATIONS_URL,
      },
  keys:
    environment.IDENTITY_KEY && environment.TRUSTED_KEYS && !alone
      ? derivePairKeys('gateway', environment.IDENTITY_KEY, environment.TRUSTED_KEYS)
      : undefined,
  redisUrl: alone ? undefined : environment.REDIS_URL,
  allowedOrigins: [...environment.ALLOWED_ORIGINS, new URL(environment.PUBLIC_SITE_URL).origin],
  siteUrl: environment.PUBLIC_SITE_URL,
  trustedProxies: environment.TRUSTED_PROXIES,
  apiKeysKeptMs: environment.API_KEYS_KEPT_SECONDS * 1_000,
  maximumCost: environment.COST_MAXIMUM,
  costBudgets: {
    anonymous: environment.COST_BUDGET_ANONYMOUS,
    customer: environment.COST_BUDGET_CUSTOMER,
    integrator: environment.COST_BUDGET_INTEGRATOR,
  },
  hedge: environment.HEDGE,
  shareQuestions: environment.SHARE_QUESTIONS,
  streamLimits: { most: environment.LIVE_STREAMS, mostEach: environment.LIVE_STREAMS_EACH },
  slowMs: environment.SLOW_OPERATION_MS,
  traceRatio: environment.OTEL_TRACES_SAMPLER_ARG,
  isDeveloper: developers(environment.DEVELOPERS),
  deadlineMs: environment.DEADLINE_MS,
  timeoutsMs: environment.SUBGRAPH_DEADLINES_MS,
  rateLimits: {
    anonymous: environment.RATE_LIMIT_ANONYMOUS,
    customer: environment.RATE_LIMIT_CUSTOMER,
    integrator: environment.RATE_LIMIT_INTEGRATOR,
    unknownCredentials: environment.RATE_LIMIT_UNKNOWN_CREDENTIALS,
  },
})
await listen(app, {
  host: environment.HOST,
  port: given.port === undefined ? environment.PORT : Number(given.port),
  logger,
  close: () => telemetry.stop(),
})
