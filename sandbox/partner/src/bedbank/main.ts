import { z } from 'zod'

import { startBedbank } from './start-bedbank.ts'

const environment = z
  .object({
    PORT: z.coerce.number().int().min(0).max(65_535).default(5004),
    HOST: z.string().default('127.0.0.1'),
    DATA_DIR: z.string().optional(),
    LODGEBANK_KEY: z.string().min(1).default('sand_staygraph'),
  })
  .parse(process.env)

const bedbank = await startBedbank({
  port: environment.PORT,
  host: environment.HOST,
  apiKey: environment.LODGEBANK_KEY,
  log: true,
  ...(environment.DATA_DIR === undefined ? {} : { dataDir: environment.DATA_DIR }),
})

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void bedbank.stop())
