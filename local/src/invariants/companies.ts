import { z } from 'zod'

// What the sandbox companies show of their own books. Another's answers are read, never trusted: a shape that is not
// this one is an error, not an empty list.

const intent = z.object({
  id: z.string(),
  /** Seconds since 1970. */
  created: z.number(),
  status: z.string(),
  /** As all sums here in the bank's counting; the currency in small letters. */
  amount: z.int(),
  currency: z.string(),
  captured: z.int(),
  refunded: z.int(),
  metadata: z.record(z.string(), z.string()),
  /** Of the request that made it. */
  idempotencyKey: z.string().nullable(),
})
export type BankIntent = z.infer<typeof intent>

const refund = z.object({
  id: z.string(),
  created: z.number(),
  intent: z.string(),
  amount: z.int(),
  status: z.string(),
  metadata: z.record(z.string(), z.string()),
})
export type BankRefund = z.infer<typeof refund>

const dispute = z.object({
  id: z.string(),
  created: z.number(),
  intent: z.string(),
  amount: z.int(),
  currency: z.string(),
  status: z.string(),
  /** What is out of our balance there now. */
  withdrawn: z.int(),
})
export type BankDispute = z.infer<typeof dispute>

const bankLedger = z.object({ intents: z.array(intent), refunds: z.array(refund), disputes: z.array(dispute) })
export type BankLedger = z.infer<typeof bankLedger>

const partnerBookings = z.object({
  data: z.array(
    z.object({
      bookingId: z.string(),
      /** Our reservation's id. */
      clientReference: z.string(),
      status: z.string(),
      createdAt: z.coerce.date(),
    }),
  ),
})
export type PartnerBooking = z.infer<typeof partnerBookings>['data'][number]

const mail = z.object({ ID: z.string(), MessageID: z.string(), Subject: z.string(), Attachments: z.int() })
export type Mail = z.infer<typeof mail>
const page = z.object({ messages: z.array(mail) })
const info = z.object({ RuntimeStats: z.object({ MessagesDeleted: z.int() }) })

const read = async <T>(shape: z.ZodType<T>, url: string): Promise<T> => {
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`)
  return shape.parse(await answer.json())
}

export const readBankLedger = (url: string): Promise<BankLedger> => read(bankLedger, `${url}/_sandbox/ledger`)

export const readPartnerBookings = async (url: string): Promise<PartnerBooking[]> =>
  (await read(partnerBookings, `${url}/_sandbox/bookings`)).data

const mailsAPage = 500

export interface Mailbox {
  /** Every message, the newest first. */
  mails: Mail[]
  /** Somebody deleted messages: one that is not there may have been. */
  forgot: boolean
  /** A message as it was received. */
  sourceOf: (mail: Mail) => Promise<string>
}

/** By the API of Mailpit, page by page. Mail that arrives meanwhile moves the pages on: each is kept once. */
export const readMailbox = async (url: string): Promise<Mailbox> => {
  const mails = new Map<string, Mail>()
  for (let start = 0; ; start += mailsAPage) {
    const { messages } = await read(page, `${url}/api/v1/messages?start=${start}&limit=${mailsAPage}`)
    for (const message of messages) mails.set(message.ID, message)
    if (messages.length < mailsAPage) break
  }
  const { RuntimeStats } = await read(info, `${url}/api/v1/info`)
  return {
    mails: [...mails.values()],
    forgot: RuntimeStats.MessagesDeleted > 0,
    sourceOf: async ({ ID }) => (await fetch(`${url}/api/v1/message/${ID}/raw`)).text(),
  }
}
