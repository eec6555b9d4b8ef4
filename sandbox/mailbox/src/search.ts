import type { IndexedMessage, MailAddress } from './message.ts'

type Test = (message: IndexedMessage) => boolean

const includes = (text: string, value: string) => text.toLowerCase().includes(value)
const written = (list: MailAddress[]) => list.map(({ Name, Address }) => `${Name} ${Address}`).join(' ')

const sizes: Record<string, number> = { '': 1, k: 1024, kb: 1024, m: 1024 ** 2, mb: 1024 ** 2 }

function sizeOf(value: string) {
  const [, amount = '0', unit = ''] = /^([\d.]+)\s*([a-z]*)$/.exec(value) ?? []
  return Number(amount) * (sizes[unit] ?? 1)
}

/** What each `key:value` of Mailpit's search syntax looks at; the value comes in lower case. */
const keys: Record<string, (value: string) => Test> = {
  to:
    (value) =>
    ({ summary }) =>
      includes(written(summary.To), value),
  cc:
    (value) =>
    ({ summary }) =>
      includes(written(summary.Cc), value),
  bcc:
    (value) =>
    ({ summary }) =>
      includes(written(summary.Bcc), value),
  from:
    (value) =>
    ({ summary }) =>
      includes(written([summary.From]), value),
  'reply-to':
    (value) =>
    ({ summary }) =>
      includes(written(summary.ReplyTo), value),
  addressed:
    (value) =>
    ({ summary }) =>
      includes(written([summary.From, ...summary.To, ...summary.Cc, ...summary.Bcc, ...summary.ReplyTo]), value),
  subject:
    (value) =>
    ({ summary }) =>
      includes(summary.Subject, value),
  'message-id':
    (value) =>
    ({ summary }) =>
      includes(summary.MessageID, value.replace(/^<|>$/g, '')),
  tag:
    (value) =>
    ({ summary }) =>
      summary.Tags.some((tag) => tag.toLowerCase() === value),
  is:
    (value) =>
    ({ summary }) =>
      value === 'read'
        ? summary.Read
        : value === 'unread'
          ? !summary.Read
          : value === 'tagged' && summary.Tags.length > 0,
  has:
    (value) =>
    ({ summary }) =>
      /^attachments?$/.test(value) && summary.Attachments > 0,
  after:
    (value) =>
    ({ summary }) =>
      Date.parse(summary.Created) >= Date.parse(value),
  before:
    (value) =>
    ({ summary }) =>
      Date.parse(summary.Created) < Date.parse(value),
  larger:
    (value) =>
    ({ summary }) =>
      summary.Size > sizeOf(value),
  smaller:
    (value) =>
    ({ summary }) =>
      summary.Size < sizeOf(value),
}

const anywhere =
  (value: string): Test =>
  ({ summary, words }) =>
    includes(written([summary.From, ...summary.To, ...summary.Cc, ...summary.Bcc, ...summary.ReplyTo]), value) ||
    includes(summary.Subject, value) ||
    words.includes(value)

const terms = /([-!]?)(?:([a-z-]+):)?(?:"([^"]*)"|(\S+))/gi

/**
 * A test for messages from a query in Mailpit's syntax: words and `"phrases"` anywhere, `to:` `from:` `subject:`
 * `message-id:` `is:unread` `has:attachment` `after:2026-06-12` and the like, `-` or `!` before a term to exclude it.
 * All terms must hold.
 */
export function searchTest(query: string): Test {
  const tests = [...query.matchAll(terms)].map(([, not, key = '', phrase, word]): Test => {
    const value = (phrase ?? word ?? '').toLowerCase()
    const known = keys[key.toLowerCase()]
    const test = known ? known(value) : anywhere(key ? `${key}:${value}`.toLowerCase() : value)
    return not ? (message) => !test(message) : test
  })
  return (message) => tests.every((test) => test(message))
}
