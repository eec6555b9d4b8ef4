import { startMailbox } from '@staygraph/sandbox-mailbox/mailbox'
import type { Message, MessageSummary } from '@staygraph/sandbox-mailbox/message'
import { createCaller } from '@staygraph/subgraph-kit/command'
import { createLogger } from '@staygraph/subgraph-kit/log'
import { freshDatabase } from '@staygraph/subgraph-kit/testing/database'
import { testKeys } from '@staygraph/subgraph-kit/testing/identity'
import { extractText, getDocumentProxy, getMeta } from 'unpdf'
import { afterAll } from 'vitest'

import type { Context } from '../context.ts'
import { createMailer } from '../mail/mailer.ts'
import { createRenderer } from '../typesetting/renderer.ts'
import { startSister } from './sister.ts'

export const migrations = new URL('../../migrations', import.meta.url)

/** All that a handler reaches for, real: a migrated database, a mail server, a renderer, and payments on a port. The clock stands where the test puts it. */
export async function testSetting() {
  const keys = await testKeys('workers', 'payments', 'reservations', 'hotels')
  const [{ db, url }, mailbox, payments] = await Promise.all([
    freshDatabase(migrations),
    startMailbox({ httpPort: 0, smtpPort: 0 }),
    startSister(keys.pairs.payments),
  ])
  const logger = createLogger('workers', 'silent')
  const renderer = createRenderer({ logger })
  const mailer = createMailer({
    smtpUrl: mailbox.smtpUrl,
    from: { name: 'Staygraph', address: 'stay@staygraph.example' },
  })
  const clock = { now: new Date('2026-05-14T13:17:30Z') }
  const context: Context = {
    db,
    renderer,
    mailer,
    now: () => clock.now,
    site: { reservation: (reference) => `https://staygraph.example/trips/${reference}` },
    call: createCaller(keys.pairs.workers),
    payments: payments.sister,
    extranetUrl: null,
  }
  afterAll(async () => {
    await Promise.all([renderer.close(), mailbox.stop(), payments.stop()])
  })
  return { context, databaseUrl: url, keys, logger, payments, clock, mailbox: mailboxClient(mailbox) }
}

/** The mailbox through its API, as any program reads it. */
function mailboxClient({ url, smtpUrl }: { url: string; smtpUrl: string }) {
  const get = async <T>(path: string) => (await (await fetch(`${url}${path}`)).json()) as T
  return {
    smtpUrl,
    list: async () => (await get<{ messages: MessageSummary[] }>('/api/v1/messages')).messages,
    latest: () => get<Message>('/api/v1/message/latest'),
    /** The bytes of a message's file of that type. */
    async file(message: Message, contentType: string) {
      const part = message.Attachments.find((entry) => entry.ContentType === contentType)
      const bytes = await (await fetch(`${url}/api/v1/message/${message.ID}/part/${part?.PartID}`)).arrayBuffer()
      return Buffer.from(bytes)
    },
    clear: () => fetch(`${url}/api/v1/messages`, { method: 'DELETE' }),
    scenario: (body: object) => fetch(`${url}/_sandbox/scenario`, { method: 'POST', body: JSON.stringify(body) }),
  }
}

/** A PDF read back: its words in order with single spaces, its pages, and what it says of itself. */
export async function readPdf(bytes: Uint8Array) {
  const pdf = await getDocumentProxy(new Uint8Array(bytes))
  const { text, totalPages } = await extractText(pdf, { mergePages: true })
  const { info } = await getMeta(pdf)
  const marks = await pdf.getMarkInfo()
  const first = await pdf.getPage(1)
  const [tree, { items }] = [await first.getStructTree(), await first.getTextContent()]
  const raw = Buffer.from(bytes).toString('latin1')
  return {
    text: text.replaceAll(/\s+/g, ' '),
    pages: totalPages,
    /** What stands on the first page: from where to where, in points from the left. */
    spans: items.flatMap((item) =>
      'str' in item && item.str.trim() !== ''
        ? [{ words: item.str, from: Number(item.transform[4]), to: Number(item.transform[4]) + item.width }]
        : [],
    ),
    title: (info as { Title?: string }).Title,
    tagged: (marks as { Marked?: boolean } | null)?.Marked === true,
    tree: JSON.stringify(tree),
    language: /\/Lang\s*\(([^)]*)\)/.exec(raw)?.[1],
    /** The PDF/UA part that the file claims to keep to, from its XMP. */
    accessibility: /pdfuaid:part>(\d)</.exec(raw)?.[1],
  }
}
