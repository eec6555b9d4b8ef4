import { createBreaker } from '@staygraph/subgraph-kit/breaker'
import type { Logger } from '@staygraph/subgraph-kit/log'
import { createTransport } from 'nodemailer'
import { z } from 'zod'

/** One person's mailbox. nodemailer would read a list in a bare string and mail them all: this shape holds one. */
export type MailAddress = { name: string; address: string }

export type Attachment = {
  filename: string
  content: Buffer
  contentType: string
  /** Set for a picture that stands in the HTML, as `cid:` and this. */
  cid?: string
}

/** A mail, complete: the same mail gives the same message, byte for byte but for its boundaries. */
export type Mail = {
  to: MailAddress
  subject: string
  text: string
  html: string
  attachments: Attachment[]
  /** What the mail says it was written at: the event it tells of. */
  date: Date
}

/** The mail server will never take it (5xx to the recipient or to the message): no retry mends it. */
export class MailRefused extends Error {
  constructor(answer: string) {
    super(`the mail server refuses it for good: ${answer}`)
    this.name = 'MailRefused'
  }
}

export type Mailer = ReturnType<typeof createMailer>

const address = z.email().max(254)

/** An address that can be written to, or null. */
export const mailAddress = (name: string, text: string): MailAddress | null => {
  const parsed = address.safeParse(text.trim())
  return parsed.success ? { name: name.replace(/[\p{Cc}<>"]/gu, '').trim(), address: parsed.data } : null
}

/** "Staygraph <stay@staygraph.example>", or the address alone. */
export const sender = z.string().transform((text, ctx): MailAddress => {
  const [, name = '', bare = text] = /^\s*(.*?)\s*<([^<>]+)>\s*$/.exec(text) ?? []
  const parsed = mailAddress(name, bare)
  if (parsed) return parsed
  ctx.addIssue({ code: 'custom', message: 'must be a mail address, or Name <address>' })
  return z.NEVER
})

type SmtpError = Error & { responseCode?: number; command?: string; response?: string }

type MailerOptions = {
  /** smtp://user:password@host:587, or smtps: with TLS from the start. */
  smtpUrl: string
  from: MailAddress
  /** How long to wait for each of the server's answers. All together stay below the lease under which a mail is sent. */
  answerTimeoutMs?: number
  logger?: Logger
}

/** So many silences in a row, and the mail server is left alone for so long. */
const silencesInARow = 5
export const mailPauseMs = 5_000

/** It could not be reached, or broke off. A server that says no, for now or for good, is awake. */
const isSilence = (error: unknown) =>
  error instanceof Error && !(error instanceof MailRefused) && !('responseCode' in error)

/**
 * Sends mails by SMTP, a connection each: a server's surplus reply can then never be taken for the answer to another
 * mail.
 */
export function createMailer({ smtpUrl, from, answerTimeoutMs = 15_000, logger }: MailerOptions) {
  const breaker = createBreaker({
    to: 'mail server',
    silentError: isSilence,
    after: silencesInARow,
    pauseMs: mailPauseMs,
    ...(logger ? { logger } : {}),
  })
  const transport = createTransport(
    {
      url: smtpUrl,
      dnsTimeout: 5_000,
      connectionTimeout: 8_000,
      greetingTimeout: 8_000,
      socketTimeout: answerTimeoutMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from },
  )
  return {
    /** The part of a Message-ID after the @: ours. */
    domain: from.address.slice(from.address.indexOf('@') + 1),
    /**
     * Sends, and answers the server's last words. Throws `MailRefused`; `LeftAlone` when the server was silent so often
     * that nothing was sent; or another error after which to try again.
     */
    async send({ to, attachments, ...mail }: Mail, messageId: string): Promise<string> {
      const message = {
        ...mail,
        to,
        messageId: `<${messageId}>`,
        attachments: attachments.map(({ cid, ...file }) =>
          cid ? { ...file, cid, contentDisposition: 'inline' as const } : file,
        ),
        headers: { 'Auto-Submitted': 'auto-generated' },
      }
      const sent = await breaker.execute(() =>
        transport.sendMail(message).catch((error: SmtpError) => {
          const { responseCode = 0, command = '', response = error.message } = error
          if (responseCode >= 500 && /^(RCPT TO|DATA)/.test(command)) throw new MailRefused(response)
          throw error
        }),
      )
      return sent.response
    },
    close: () => transport.close(),
  }
}
