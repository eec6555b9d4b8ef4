import { createServer } from 'node:http'

import Stripe from 'stripe'

import { startBank, type BankOptions } from '../src/start-bank.ts'

export const SECRET = 'whsec_for_the_tests'

/** The official SDK, pointed at a bank of this sandbox. */
export const sdkFor = (
  bank: { host: string; port: number; apiKey: string },
  config: { timeout?: number; maxNetworkRetries?: number } = {},
) =>
  new Stripe(bank.apiKey, {
    host: bank.host,
    port: bank.port,
    protocol: 'http',
    maxNetworkRetries: config.maxNetworkRetries ?? 0,
    timeout: config.timeout ?? 5000,
    telemetry: false,
  })

/** A bank of one's own on a free port, with the SDK pointed at it. */
export async function openBank(options: BankOptions = {}) {
  const bank = await startBank(options)
  return { bank, stripe: sdkFor(bank) }
}

/** A merchant's webhook endpoint that verifies each signature with the SDK and remembers what came, in the order it came. */
export async function openMerchant(stripe: Stripe, answer: () => number = () => 200) {
  const received: { id: string; type: string; object: { id: string; status?: string } }[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk))
    request.on('end', () => {
      const event = stripe.webhooks.constructEvent(body, request.headers['stripe-signature'] ?? '', SECRET)
      const status = answer()
      if (status === 200) {
        received.push({ id: event.id, type: event.type, object: event.data.object as { id: string; status?: string } })
      }
      response.writeHead(status).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as { port: number }).port}/webhooks/bank`
  const close = () => new Promise<void>((resolve) => (server.closeAllConnections(), server.close(() => resolve())))
  return { url, received, close }
}

/** A payment as a hotel would take one. */
export const oneNight = { amount: 12_345, currency: 'eur', payment_method: 'pm_card_visa', confirm: true } as const
