import { z } from 'zod'

import { startPartner } from './start-partner.ts'

const environment = z
  .object({
    PORT: z.coerce.number().int().min(0).max(65_535).default(5002),
    HOST: z.string().default('127.0.0.1'),
    DATA_DIR: z.string().optional(),
    API_KEY: z.string().min(1).optional(),
    /** The same by the name its clients know it under. */
    LITEAPI_KEY: z.string().min(1).optional(),
  })
  .parse(process.env)

const partner = await startPartner({
  port: environment.PORT,
  host: environment.HOST,
  apiKey: environment.API_KEY ?? environment.LITEAPI_KEY ?? 'sand_staygraph',
  log: true,
  ...(environment.DATA_DIR === undefined ? {} : { dataDir: environment.DATA_DIR }),
})

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void partner.stop())
