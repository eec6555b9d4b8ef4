import { scalars } from '@staygraph/subgraph-kit/scalars'

import { createApiClient } from '../use-cases/create-api-client.ts'
import { listApiClients } from '../use-cases/list-api-clients.ts'
import { customerByReference, me } from '../use-cases/read-customer.ts'
import { refreshSession } from '../use-cases/refresh-session.ts'
import { register } from '../use-cases/register.ts'
import { revokeApiClient } from '../use-cases/revoke-api-client.ts'
import { signIn } from '../use-cases/sign-in.ts'
import { signOut } from '../use-cases/sign-out.ts'
import type { Resolvers } from './types.generated.ts'

export const resolvers: Resolvers = {
  DateTime: scalars.DateTime,
  Query: {
    me: (_, __, context) => me(context),
    apiClients: (_, __, context) => listApiClients(context),
  },
  Mutation: {
    register: (_, args, context) => register(args, context),
    signIn: (_, args, context) => signIn(args, context),
    refreshSession: (_, __, context) => refreshSession(context),
    signOut: (_, __, context) => signOut(context),
    createApiClient: (_, args, context) => createApiClient(args, context),
    revokeApiClient: (_, { id }, context) => revokeApiClient(id, context),
  },
  Customer: {
    __resolveReference: ({ id }, context) => customerByReference(id, context),
    hasAccount: ({ kind }) => kind === 'ACCOUNT',
  },
}
