import { createHash } from 'node:crypto'

import PostalMime, { type Address, type Attachment, type Email } from 'postal-mime'

/** A mailbox as Mailpit writes it. */
export type MailAddress = { Name: string; Address: string }

/** One row of `GET /api/v1/messages`; the field names are Mailpit's. */
export type MessageSummary = {
  /** The mailbox's own id of the message, 22 letters and digits. */
  ID: string
  /** The `Message-ID` header without its angle brackets. */
  MessageID: string
  /** Whether somebody has opened the message. */
  Read: boolean
  From: MailAddress
  To: MailAddress[]
  Cc: MailAddress[]
  /** The envelope's recipients that no header names. */
  Bcc: MailAddress[]
  ReplyTo: MailAddress[]
  Subject: string
  /** When the message was received (RFC 3339). */
  Created: string
  Tags: string[]
  /** Size of the source in bytes. */
  Size: number
  /** How many parts are files, not counting pictures inside the HTML. */
  Attachments: number
  /** The first 250 characters of the text. */
  Snippet: string
  Username: string
}

/** One file of a message; `PartID` asks for its bytes. */
export type MessagePart = {
  PartID: string
  FileName: string
  ContentType: string
  /** Without its angle brackets; the HTML names it as `cid:`. */
  ContentID: string
  Size: number
  Checksums: { MD5: string; SHA1: string; SHA256: string }
}

/** The answer of `GET /api/v1/message/{id}`. */
export type Message = Omit<MessageSummary, 'Read' | 'Created' | 'Attachments' | 'Snippet'> & {
  /** The `Date` header, or when the message was received (RFC 3339). */
  Date: string
  ReturnPath: string
  HTML: string
  Text: string
  Inline: MessagePart[]
  Attachments: MessagePart[]
  ListUnsubscribe: { Header: string; HeaderPost: string; Links: string[]; Errors: string }
}

/** What the SMTP session said of a message. */
export type Envelope = { from: string; to: string[]; username?: string }

/** What the mailbox keeps in its index of a message, beside the source. */
export type IndexedMessage = { summary: MessageSummary; returnPath: string; words: string }

const addresses = (list: Address[] | undefined): MailAddress[] =>
  (list ?? []).flatMap((entry) =>
    (entry.group ?? [entry]).map(({ name, address }) => ({ Name: name, Address: address ?? '' })),
  )

const withoutBrackets = (id: string | undefined) => (id ?? '').replace(/^<|>$/g, '')

const bytesOf = ({ content }: Attachment) =>
  typeof content === 'string' ? Buffer.from(content) : Buffer.from(new Uint8Array(content))

const isInline = (part: Attachment) => part.related === true || (part.disposition === 'inline' && !!part.contentId)

const plainText = (email: Email) =>
  email.text?.trim() || (email.html ?? '').replace(/<style[\s\S]*?<\/style>|<[^>]+>/g, ' ')

/** Read a message's source into the row of the list, and the words that a search looks through. */
export async function indexMessage(
  source: Buffer,
  envelope: Envelope,
  { id, receivedAt }: { id: string; receivedAt: Date },
): Promise<IndexedMessage> {
  const email = await PostalMime.parse(source)
  const named = [...addresses(email.to), ...addresses(email.cc), ...addresses(email.bcc)]
  const namedAddresses = new Set(named.map(({ Address }) => Address.toLowerCase()))
  const hidden = envelope.to.filter((address) => !namedAddresses.has(address.toLowerCase()))
  const text = plainText(email).replace(/\s+/g, ' ').trim()
  const summary: MessageSummary = {
    ID: id,
    MessageID: withoutBrackets(email.messageId),
    Read: false,
    From: addresses(email.from ? [email.from] : [])[0] ?? { Name: '', Address: envelope.from },
    To: addresses(email.to),
    Cc: addresses(email.cc),
    Bcc: [...addresses(email.bcc), ...hidden.map((address) => ({ Name: '', Address: address }))],
    ReplyTo: addresses(email.replyTo),
    Subject: email.subject ?? '',
    Created: receivedAt.toISOString(),
    Tags: [],
    Size: source.length,
    Attachments: email.attachments.filter((part) => !isInline(part)).length,
    Snippet: text.slice(0, 250),
    Username: envelope.username ?? '',
  }
  return { summary, returnPath: envelope.from, words: text.slice(0, 4_000).toLowerCase() }
}

/** A message with its bodies and the list of its files, from its source. */
export async function openMessage(source: Buffer, { summary, returnPath }: IndexedMessage): Promise<Message> {
  const email = await PostalMime.parse(source)
  const parts = email.attachments.map((part, index) => ({ part, described: describe(part, index) }))
  const { Read: _read, Created, Attachments: _count, Snippet: _snippet, ...shared } = summary
  const unsubscribe = email.headers.find(({ key }) => key === 'list-unsubscribe')?.value ?? ''
  const unsubscribePost = email.headers.find(({ key }) => key === 'list-unsubscribe-post')?.value ?? ''
  return {
    ...shared,
    Date: email.date && !Number.isNaN(Date.parse(email.date)) ? email.date : Created,
    ReturnPath: returnPath,
    HTML: email.html ?? '',
    Text: email.text ?? '',
    Inline: parts.filter(({ part }) => isInline(part)).map(({ described }) => described),
    Attachments: parts.filter(({ part }) => !isInline(part)).map(({ described }) => described),
    ListUnsubscribe: {
      Header: unsubscribe,
      HeaderPost: unsubscribePost,
      Links: [...unsubscribe.matchAll(/<([^>]+)>/g)].map((link) => link[1] ?? ''),
      Errors: '',
    },
  }
}

const partIdOf = (index: number) => String(index + 2)

function describe(part: Attachment, index: number): MessagePart {
  const bytes = bytesOf(part)
  const digest = (algorithm: string) => createHash(algorithm).update(bytes).digest('hex')
  return {
    PartID: partIdOf(index),
    FileName: part.filename ?? '',
    ContentType: part.mimeType,
    ContentID: withoutBrackets(part.contentId),
    Size: bytes.length,
    Checksums: { MD5: digest('md5'), SHA1: digest('sha1'), SHA256: digest('sha256') },
  }
}

/** The bytes of one file of a message, or null when no part has that id. */
export async function openPart(source: Buffer, partId: string) {
  const email = await PostalMime.parse(source)
  const part = email.attachments.find((_, index) => partIdOf(index) === partId)
  return part ? { bytes: bytesOf(part), contentType: part.mimeType, fileName: part.filename ?? `part-${partId}` } : null
}

/** Every header by its name as written, each with all its values, names in alphabetical order as Mailpit answers them. */
export async function readHeaders(source: Buffer) {
  const { headers } = await PostalMime.parse(source)
  const byName: Record<string, string[]> = {}
  for (const { originalKey, value } of headers.toSorted((a, b) => a.originalKey.localeCompare(b.originalKey))) {
    byName[originalKey] = [...(byName[originalKey] ?? []), value]
  }
  return byName
}
