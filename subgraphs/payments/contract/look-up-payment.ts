import { defineCommand } from '@staygraph/subgraph-kit/command'
import { z } from 'zod'

import { paymentOutcome } from './payment-outcome.ts'

/** Where a payment stands now, asking the bank when we do not know. Null: no payment was begun under this key. */
export const lookUpPayment = defineCommand({
  name: 'look-up-payment',
  input: z.object({ key: z.string() }),
  output: paymentOutcome.nullable(),
})
