import { scalars } from '@staygraph/subgraph-kit/scalars'

import { postsOf } from '../database/staff.ts'
import { addHotelStaff } from '../use-cases/add-hotel-staff.ts'
import { createApiClient } from '../use-cases/create-api-client.ts'
import { eraseMyAccount } from '../use-cases/erase-my-account.ts'
import { listApiClients } from '../use-cases/list-api-clients.ts'
import { customerByReference, me } from '../use-cases/read-customer.ts'
import { readHotelStaff } from '../use-cases/read-hotel-staff.ts'
import { refreshSession } from '../use-cases/refresh-session.ts'
import { register } from '../use-cases/register.ts'
import { removeHotelStaff } from '../use-cases/remove-hotel-staff.ts'
import { revokeApiClient } from '../use-cases/revoke-api-client.ts'
import { signIn } from '../use-cases/sign-in.ts'
import { signOut } from '../use-cases/sign-out.ts'
import type { Resolvers } from './types.generated.ts'

export const resolvers: Resolvers = {
  DateTime: scalars.DateTime,
  Query: {
    me: (_, __, context) => me(context),
    apiClients: (_, __, context) => listApiClients(context),
    hotelStaff: (_, { hotelId }, context) => readHotelStaff(hotelId, context),
  },
  Mutation: {
    register: (_, args, context) => register(args, context),
    signIn: (_, args, context) => signIn(args, context),
    refreshSession: (_, __, context) => refreshSession(context),
    signOut: (_, __, context) => signOut(context),
    eraseMyAccount: (_, args, context) => eraseMyAccount(args, context),
    createApiClient: (_, args, context) => createApiClient(args, context),
    revokeApiClient: (_, { id }, context) => revokeApiClient(id, context),
    addHotelStaff: (_, args, context) => addHotelStaff(args, context),
    removeHotelStaff: (_, args, context) => removeHotelStaff(args, context),
  },
  Customer: {
    __resolveReference: ({ id }, context) => customerByReference(id, context),
    hasAccount: ({ kind }) => kind === 'ACCOUNT',
    staffOf: ({ id }, _, { db }) => postsOf(db, id),
  },
  HotelStaff: { hotel: ({ hotelId }) => ({ id: hotelId }) },
  StaffRemoved: { hotel: ({ hotelId }) => ({ id: hotelId }) },
  HotelPost: { hotel: ({ hotelId }) => ({ id: hotelId }) },
}
