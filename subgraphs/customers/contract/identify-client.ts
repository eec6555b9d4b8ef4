import { defineCommand } from '@staygraph/subgraph-kit/command'
import { z } from 'zod'

/** Whose API key this is. Null: nobody's, or taken back. Asked by the gateway, which keeps the answer for a minute. */
export const identifyClient = defineCommand({
  name: 'identify-client',
  input: z.object({ apiKey: z.string().max(200) }),
  output: z.object({ clientId: z.string(), scopes: z.array(z.string()), mode: z.enum(['TEST', 'LIVE']) }).nullable(),
})
