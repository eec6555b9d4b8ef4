import { randomUUID } from 'node:crypto'

import { createMailer } from '../../../../workers/src/mail/mailer.ts'
import { readMailbox } from '../companies.ts'
import type { BookedSystem } from './booked-system.ts'
import { type CopiedSystem, copySystem } from './copied-system.ts'

/** Plants one violation in a copy of the system. Answers which invariants then do not hold, and why. */
export const brokenBy = async (booked: BookedSystem, plant: (system: CopiedSystem) => Promise<unknown>) => {
  await using system = copySystem(booked)
  await plant(system)
  const broken = await system.broken() // before it is let go
  return broken
}

/** A promise to hotels that was made just now; `then`: what the trigger that does not fire here would have noted of it. */
export const promise = (
  then = 'insert into outbox_waiting select id from made',
) => `with made as (insert into outbox (job, payload, trace) values ('availability-changed', '{}', '{}') returning id)
  ${then}`

/** It was handed over at once, in a job of its own or together with others. */
export const handedOver = (together: boolean) =>
  promise(`insert into outbox_handed_over (id, job, together, promises)
    select gen_random_uuid(), 'availability-changed', ${together}, array_agg(id) from made`)

/** Another reservation like this one, in another state, with the log that leads there. */
export function copyOf(reservation: string, status: string, supplier: string) {
  const id = randomUUID()
  return `insert into reservations select (r).* from (select jsonb_populate_record(r, jsonb_build_object('id', '${id}', 'reference', 'AAA-1111', 'status', ${status}, 'supplier_code', ${supplier})) as r from reservations r where id = '${reservation}') x;
    insert into reservation_steps (reservation_id, at, status, name, detail) select '${id}', now(), s::reservation_status, 'X', '{}' from unnest(array['HELD', 'AWAITING_PAYMENT', ${status}]) s`
}

/** The bank is asked for money by somebody else than payments, under a key of their own. */
export async function charge(system: CopiedSystem, form: Record<string, string>) {
  const bank = await system.bank()
  const answer = await fetch(`${bank.url}/v1/payment_intents`, {
    method: 'POST',
    headers: { authorization: `Bearer ${bank.apiKey}`, 'idempotency-key': 'a-fresh-key' },
    body: new URLSearchParams({
      amount: '46500',
      currency: 'eur',
      confirm: 'true',
      payment_method: 'pm_card_visa',
      'allowed_payment_method_types[]': 'card',
      ...form,
    }),
  })
  if (answer.status !== 200 && answer.status !== 402) throw new Error(await answer.text())
}

/** The newest mail once more: the same, or another one that says the same. */
export async function mailAgain(system: CopiedSystem, which: 'same' | 'another') {
  const { url, smtpUrl } = await system.mailbox()
  const [mail] = (await readMailbox(url)).mails
  if (!mail) throw new Error('no mail was sent')
  const from = { name: 'Staygraph', address: 'stay@staygraph.example' }
  const mailer = createMailer({ smtpUrl, from })
  const words = { subject: mail.Subject, text: '', html: '', attachments: [], date: new Date() }
  await mailer.send({ ...words, to: from }, which === 'same' ? mail.MessageID : `${randomUUID()}@staygraph.example`)
  mailer.close()
}
