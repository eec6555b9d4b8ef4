import { defineCommand } from '@staygraph/subgraph-kit/command'
import { z } from 'zod'

/** The customer of this address, made if there is none. Safe to repeat: one address (case ignored) is one customer. */
export const ensureCustomer = defineCommand({
  name: 'ensure-customer',
  input: z.object({
    email: z.email().max(254),
    givenName: z.string().max(100),
    familyName: z.string().max(100),
    phone: z.string().max(40).nullable(),
  }),
  output: z.object({ customerId: z.string() }),
})
