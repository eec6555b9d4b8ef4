import { randomBytes } from 'node:crypto'

import { and, eq, isNull } from 'drizzle-orm'
import { GraphQLError } from 'graphql'

import type { Context } from '../context.ts'
import { apiClients } from '../database/tables.ts'
import { composeApiKey } from '../domain/api-key.ts'
import { readName } from '../domain/person-name.ts'
import { hashOfSecret } from '../domain/secret.ts'
import type { MutationCreateApiClientArgs } from '../graphql/types.generated.ts'
import { me } from './read-customer.ts'

const mostClients = 20

/** Makes an API client of the signed-in customer. Its key leaves here once; what is kept cannot be turned back into it. */
export async function createApiClient({ input }: MutationCreateApiClientArgs, context: Context) {
  const { db, now } = context
  const customer = await me(context)
  if (!customer) return { __typename: 'SignInRequired' as const, message: 'Sign in to make an API key.' }
  const name = readName(input.name)
  const scopes = [...new Set(input.scopes)]
  if (name === null) refuse('A name has 1 to 100 characters.', 'name')
  if (scopes.length === 0) refuse('Choose at least one scope.', 'scopes')
  const owned = await db.$count(apiClients, and(eq(apiClients.customerId, customer.id), isNull(apiClients.revokedAt)))
  if (owned >= mostClients) refuse(`You have ${mostClients} API keys already. Take one back first.`, 'name')

  const mode = input.mode ?? 'TEST'
  const { key, prefix } = composeApiKey(mode, randomBytes(8), randomBytes(32))
  const [client] = await db
    .insert(apiClients)
    .values({
      customerId: customer.id,
      name: name ?? '',
      keyPrefix: prefix,
      keyHash: hashOfSecret(key),
      scopes,
      mode,
      createdAt: now,
    })
    .returning()
  if (!client) throw new Error('an API client that was inserted is not returned')
  return { __typename: 'NewApiClient' as const, client, key }
}

function refuse(message: string, field: string): never {
  throw new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', field } })
}
