import { expect } from 'vitest'

import { urls } from './graph.ts'

export type Mail = {
  ID: string
  MessageID: string
  Subject: string
  To: { Address: string }[]
  Text: string
  HTML: string
  Attachments: { PartID: string; FileName: string; ContentType: string; Size: number }[]
}

const mailbox = () => urls['mailbox'] ?? ''

/** Every mail to an address, by Mailpit's HTTP API. */
export async function mailsTo(address: string): Promise<Mail[]> {
  const found = (await (
    await fetch(`${mailbox()}/api/v1/search?query=${encodeURIComponent(`to:${address}`)}`)
  ).json()) as { messages: { ID: string }[] }
  return Promise.all(
    found.messages.map(async ({ ID }) => (await (await fetch(`${mailbox()}/api/v1/message/${ID}`)).json()) as Mail),
  )
}

/** Waits for exactly one mail to an address. */
export async function oneMailTo(address: string, subject: RegExp = /./, timeout = 30_000): Promise<Mail> {
  const matching = async () => (await mailsTo(address)).filter((mail) => subject.test(mail.Subject))
  await expect.poll(async () => (await matching()).length, { timeout, interval: 200 }).toBe(1)
  return (await matching())[0]!
}

export async function attachment(mail: Mail, ending: string): Promise<Uint8Array> {
  const part = mail.Attachments.find(({ FileName }) => FileName.endsWith(ending))
  if (!part)
    throw new Error(
      `no ${ending} is attached to "${mail.Subject}": ${mail.Attachments.map(({ FileName }) => FileName).join(', ')}`,
    )
  return new Uint8Array(await (await fetch(`${mailbox()}/api/v1/message/${mail.ID}/part/${part.PartID}`)).arrayBuffer())
}
