import { pino } from 'pino'
import { z } from 'zod'

import { startBank } from './start-bank.ts'

const env = z
  .object({
    PORT: z.coerce.number().int().default(5001),
    HOST: z.string().default('127.0.0.1'),
    DATA_DIR: z.string().default('.data/bank'),
    WEBHOOK_URL: z.url().optional(),
    STRIPE_WEBHOOK_SECRET: z.string().min(8).default('whsec_staygraph'),
    /** Types separated by commas, as a merchant chooses them at its bank; * for all. These are what moves money. */
    WEBHOOK_EVENTS: z
      .string()
      .default(
        'payment_intent.succeeded,payment_intent.payment_failed,payment_intent.canceled,payment_intent.amount_capturable_updated,refund.updated,refund.failed,charge.dispute.created,charge.dispute.updated,charge.dispute.funds_withdrawn,charge.dispute.funds_reinstated,charge.dispute.closed,checkout.session.completed,checkout.session.expired',
      ),
    STRIPE_API_KEY: z.string().min(8).default('sk_test_staygraph'),
    PUBLIC_URL: z.url().optional(),
    LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
  })
  .parse(process.env)

const logger = pino({ name: 'sandbox-bank', level: env.LOG_LEVEL })
const bank = await startBank({
  port: env.PORT,
  host: env.HOST,
  dataDir: env.DATA_DIR,
  apiKey: env.STRIPE_API_KEY,
  webhookSecret: env.STRIPE_WEBHOOK_SECRET,
  webhookEvents: env.WEBHOOK_EVENTS.split(','),
  ...(env.WEBHOOK_URL && { webhookUrl: env.WEBHOOK_URL }),
  ...(env.PUBLIC_URL && { publicUrl: env.PUBLIC_URL }),
  logger,
})
logger.info({ url: bank.url }, 'ready')

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    void bank.close().then(() => process.exit(0))
  })
}
