import { z } from 'zod'

import { startStore } from './start-store.ts'

const environment = z
  .object({
    PORT: z.coerce.number().int().min(0).max(65_535).default(5005),
    HOST: z.string().default('127.0.0.1'),
    /** Folder that keeps the objects; without it they are lost at the stop. */
    DATA_DIR: z.string().optional(),
    S3_ACCESS_KEY_ID: z.string().min(1).default('sandbox'),
    S3_SECRET_ACCESS_KEY: z.string().min(1).default('sandbox-secret'),
    S3_REGION: z.string().min(1).default('us-east-1'),
  })
  .parse(process.env)

const store = await startStore({
  port: environment.PORT,
  host: environment.HOST,
  region: environment.S3_REGION,
  accessKeyId: environment.S3_ACCESS_KEY_ID,
  secretAccessKey: environment.S3_SECRET_ACCESS_KEY,
  ...(environment.DATA_DIR === undefined ? {} : { dataDir: environment.DATA_DIR }),
  log: (line) => console.log(JSON.stringify({ name: 'store', time: Date.now(), ...line })),
})

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void store.stop())
