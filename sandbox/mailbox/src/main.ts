import pino from 'pino'
import { z } from 'zod'

import { startMailbox } from './mailbox.ts'

const env = z
  .object({
    /** Port of the pages and the API. */
    PORT: z.coerce.number().int().default(5003),
    SMTP_PORT: z.coerce.number().int().default(5025),
    HOST: z.string().default('127.0.0.1'),
    /** Folder that keeps the messages; without it they are lost at the stop. */
    DATA_DIR: z.string().optional(),
    MAX_MESSAGES: z.coerce.number().int().positive().default(20_000),
    LOG_LEVEL: z.string().default('info'),
  })
  .parse(process.env)

const log = pino({ name: 'mailbox', level: env.LOG_LEVEL })
const mailbox = await startMailbox({
  httpPort: env.PORT,
  smtpPort: env.SMTP_PORT,
  host: env.HOST,
  dataDir: env.DATA_DIR,
  maxMessages: env.MAX_MESSAGES,
  onProblem: (error) => log.error(error, 'the mailbox failed at something'),
})
log.info({ url: mailbox.url, smtp: mailbox.smtpUrl }, 'mailbox ready')

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => void mailbox.stop().then(() => process.exit(0)))
}
