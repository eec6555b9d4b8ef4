import { randomUUID } from 'node:crypto'

import type { Viewer } from '@staygraph/subgraph-kit/identity'
import { createLogger } from '@staygraph/subgraph-kit/log'
import { createGraphServer } from '@staygraph/subgraph-kit/serve'
import { freshDatabase, testRedisUrl } from '@staygraph/subgraph-kit/testing/database'
import { exportJWK, generateKeyPair } from 'jose'
import { afterAll } from 'vitest'

import type { Context, Services } from '../src/context.ts'
import { openAccessTokens } from '../src/credentials/access-tokens.ts'
import { openAttempts } from '../src/credentials/attempts.ts'
import { commonPasswords } from '../src/credentials/common-passwords.ts'
import { openPasswords } from '../src/credentials/passwords.ts'
import { schema } from '../src/server.ts'

export const logger = createLogger('customers', 'silent')

/** A fresh migrated database, the real Redis, a key of our own. */
export async function stageServices({ redisUrl = testRedisUrl() } = {}) {
  const { db, sql } = await freshDatabase(new URL('../migrations', import.meta.url))
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true })
  const attempts = await openAttempts(redisUrl, logger)
  afterAll(() => attempts.close())
  const services: Services = {
    db,
    clock: () => new Date(),
    logger,
    attempts,
    commonPasswords,
    passwords: await openPasswords(),
    accessTokens: await openAccessTokens(await exportJWK(privateKey)),
  }
  return { services, sql }
}

type Asked = { viewer?: Viewer; now?: Date; cookie?: string | undefined }

/** Someone at a browser of their own: an address, and a cookie that is kept between requests. */
export function stagePerson(services: Services, client = randomUUID()) {
  const server = createGraphServer<Context>({ schema }, logger)
  const jar: { token: string | undefined } = { token: undefined }
  const viewers: { now: Viewer } = { now: { kind: 'anonymous' } }

  const ask = async (query: string, variables: object = {}, asked: Asked = {}) => {
    const answer = await server.executeOperation(
      { query, variables: variables as Record<string, unknown> },
      {
        contextValue: {
          ...services,
          client,
          now: asked.now ?? new Date(),
          viewer: asked.viewer ?? viewers.now,
          cookie: {
            token: 'cookie' in asked ? asked.cookie : jar.token,
            set: (token) => {
              jar.token = token
            },
            clear: () => {
              jar.token = undefined
            },
          },
        },
      },
    )
    if (answer.body.kind !== 'single') throw new Error('a subgraph answers in one piece')
    const { data, errors } = answer.body.singleResult
    return { data: (data ?? {}) as Record<string, Answer>, errors }
  }
  return {
    client,
    jar,
    ask,
    /** From now on the gateway says so of them. */
    is: (viewer: Viewer) => {
      viewers.now = viewer
    },
    register: async (input: Partial<Registration> = {}) =>
      (await ask(register, { input: { ...registration(), ...input } })).data['register'] as Answer,
    signIn: async (email: string, password: string) =>
      (await ask(signIn, { input: { email, password } })).data['signIn'] as Answer,
    refresh: async (asked: Asked = {}) => (await ask(refresh, {}, asked)).data['refreshSession'] as Answer,
  }
}

/** Any answer of the graph, read by the test that knows what it asked. */
export type Answer = {
  __typename: string
  message: string
  accessToken: string
  expiresAt: string
  retryAfterSeconds: number
  customer: { id: string; email: string; givenName: string; hasAccount: boolean }
  client: { id: string; keyPrefix: string; lastUsedAt: string | null }
  key: string
}

export type Registration = { email: string; password: string; givenName: string; familyName: string }
export const goodPassword = 'a meadow at four in the morning'
export const registration = (): Registration => ({
  email: `ada.${randomUUID()}@example.com`,
  password: goodPassword,
  givenName: 'Ada',
  familyName: 'Lovelace',
})

const session = `__typename ... on Refusal { message } ... on TooManyAttempts { retryAfterSeconds }
  ... on Session { accessToken expiresAt customer { id email givenName familyName hasAccount createdAt } }`
const register = `mutation ($input: RegisterInput!) { register(input: $input) { ${session} } }`
const signIn = `mutation ($input: SignInInput!) { signIn(input: $input) { ${session} } }`
const refresh = `mutation { refreshSession { __typename ... on Refusal { message } ... on Session { accessToken expiresAt customer { id } } } }`
