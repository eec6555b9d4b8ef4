import { paymentGrant } from '@staygraph/payments/contract/payment-grant'
import { takePayment as takeCommand } from '@staygraph/payments/contract/take-payment'
import type { RunningBank } from '@staygraph/sandbox-bank/start-bank'
import { asking, at } from '@staygraph/sandbox-partner/asking'
import type { Partner } from '@staygraph/sandbox-partner/start-partner'
import { createGrantReader } from '@staygraph/subgraph-kit/grant'
import { createLogger } from '@staygraph/subgraph-kit/log'
import type { freshDatabase } from '@staygraph/subgraph-kit/testing/database'
import { testKeys } from '@staygraph/subgraph-kit/testing/identity'

import { createBank } from '../../../../subgraphs/payments/src/bank/bank.ts'
import type { Service } from '../../../../subgraphs/payments/src/context.ts'
import { capturePayment } from '../../../../subgraphs/payments/src/use-cases/capture-payment.ts'
import { lookUpPayment } from '../../../../subgraphs/payments/src/use-cases/look-up-payment.ts'
import { refundPayment } from '../../../../subgraphs/payments/src/use-cases/refund-payment.ts'
import { takePayment } from '../../../../subgraphs/payments/src/use-cases/take-payment.ts'
import { UnderWay } from '../../../../subgraphs/payments/src/use-cases/under-way.ts'
import { voidPayment } from '../../../../subgraphs/payments/src/use-cases/void-payment.ts'
import type { Payments, Supplier } from '../../../../subgraphs/reservations/src/context.ts'
import { createSupplierStandIn } from '../../../../subgraphs/reservations/src/testing/supplier-stand-in.ts'

type Opened = Pick<Awaited<ReturnType<typeof freshDatabase>>, 'db' | 'sql'>

const keys = await testKeys('payments', 'reservations', 'gateway', 'workers')

/** payments itself, over this database and this bank, and as reservations asks it; only the wire between them is left out. */
export const paymentsOver = ({ db, sql }: Opened, bank: RunningBank): { service: Service; payments: Payments } => {
  const logger = createLogger('payments', 'silent')
  const site = 'https://stay.example'
  const service: Service = {
    db,
    sql,
    bank: createBank({
      apiKey: bank.apiKey,
      apiUrl: bank.url,
      webhookSecret: 'whsec_of_the_tests',
      timeoutMs: 5_000,
      logger,
    }),
    underWay: new UnderWay(),
    now: () => new Date(),
    logger,
    signer: keys.signers.payments,
    readGrant: createGrantReader(keys.pairs.payments, 'reservations', paymentGrant),
    siteUrl: site,
    returnOrigins: [site],
    legalEntity: 'staygraph',
    patienceMs: 5_000,
    leaseMs: 20_000,
  }
  const payments: Payments = {
    take: (request) => takePayment(takeCommand.input.parse(request), service),
    lookUp: (key) => lookUpPayment({ key }, service),
    capture: (paymentId) => capturePayment({ paymentId }, service),
    void: (paymentId) => voidPayment({ paymentId }, service),
    refund: (request) => refundPayment(request, service),
  }
  return { service, payments }
}

/** A supplier whose bookings are made at the partner's sandbox, of whatever it sells, under our reference. */
export const atPartner = (partner: Partner): Supplier => ({
  ...createSupplierStandIn().supplier,
  book: async ({ clientReference, currency }) => {
    const bookingId = await bookAtPartner(partner, clientReference)
    const booking = {
      bookingId,
      clientReference,
      status: 'CONFIRMED' as const,
      price: 1,
      currency,
      hotelConfirmation: null,
    }
    return { outcome: 'BOOKED', booking }
  },
})

/** Books something at the partner. Answers its id there. */
export const bookAtPartner = async (
  partner: Pick<Partner, 'url' | 'apiKey'>,
  clientReference: string,
): Promise<string> => {
  const { rates, prebook, book } = asking(partner)
  const offer = at(await rates(), 'data', 0, 'roomTypes', 0, 'offerId')
  const booked = await book(at(await prebook(offer), 'data', 'prebookId'), clientReference)
  const bookingId = at(booked, 'data', 'bookingId')
  if (typeof bookingId !== 'string') throw new Error(`the partner did not book: ${JSON.stringify(booked)}`)
  return bookingId
}

/** Books something at the bedbank. */
export const bookAtBedbank = async (
  { url, apiKey }: Pick<Partner, 'url' | 'apiKey'>,
  clientReference: string,
): Promise<void> => {
  const ask = async (method: string, path: string, body?: object): Promise<unknown> => {
    const headers = { authorization: `Bearer ${apiKey}`, ...(body && { 'content-type': 'application/json' }) }
    const answer = await fetch(`${url}/b2b${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) })
    if (!answer.ok) throw new Error(`the bedbank did not book: ${await answer.text()}`)
    return answer.json()
  }
  type Content = { hotels: { code: string }[] }
  const { hotels } = (await ask('GET', '/content?box=48.8,2.3,48.9,2.4&size=20')) as Content
  const codes = hotels.map(({ code }) => code)
  const arrive = new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10)
  type Free = { hotels: { offers: { key: string }[] }[] }
  const asked = { codes, arrive, nights: 2, parties: [{ adults: 2 }], currency: 'EUR' }
  const free = (await ask('POST', '/availability', asked)) as Free
  const { quote } = (await ask('POST', '/quotes', { key: free.hotels[0]?.offers[0]?.key })) as { quote: string }
  const guest = { first: 'Ada', last: 'Lovelace', email: 'ada@example.com' }
  await ask('PUT', `/bookings/${clientReference}`, { quote, guest, parties: [guest] })
}
