import type { IndexedMessage, MailAddress, Message, MessagePart } from '../message.ts'
import { html, type Html } from './html.ts'

/** How somebody looks at the mailbox: what they searched, and how a message is shown. All of it is in the URL. */
export type Look = {
  q: string
  start: number
  show?: 'html' | 'text' | 'source' | 'headers'
  width: 'full' | 'phone'
  scheme: 'light' | 'dark'
}

type Pane = { show: NonNullable<Look['show']>; content: Html }

const pageSize = 50

const defaults: Partial<Look> = { q: '', start: 0, width: 'full', scheme: 'light' }

function link(path: string, look: Partial<Look>) {
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(look)) {
    if (value !== undefined && value !== defaults[key as keyof Look]) query.set(key, String(value))
  }
  return query.size ? `${path}?${query.toString()}` : path
}

const nameOf = ({ Name, Address }: MailAddress) => Name || Address
const full = ({ Name, Address }: MailAddress) => (Name ? `${Name} <${Address}>` : Address)

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })
const minute = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' })
const long = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone: 'UTC' })

const bytes = (size: number) =>
  size < 1024 ? `${size} B` : size < 1024 ** 2 ? `${Math.round(size / 1024)} KB` : `${(size / 1024 ** 2).toFixed(1)} MB`

function frame(title: string, { q }: Look, total: number, body: Html) {
  return html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <title>${title}</title>
      <meta name="viewport" content="width=device-width,initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <link rel="icon" href="/mark.svg" />
      <link rel="stylesheet" href="/viewer.css" />
      <script src="/viewer.js" defer></script>
    </head>
    <body>
      <header>
        <a class="home" href="/"><img src="/mark.svg" alt="" width="24" height="28" /><span>Mailbox</span></a>
        <form class="search" role="search" action="/">
          <input
            type="search"
            name="q"
            value="${q}"
            aria-label="Search the mail"
            placeholder="Search, or to:guest@example.com"
          />
        </form>
        <form method="post" action="/delete"><button ${total ? '' : 'disabled'}>Delete all</button></form>
      </header>
      ${body}
    </body>
  </html>`
}

function row({ summary }: IndexedMessage, look: Look, openId: string) {
  const received = new Date(summary.Created)
  return html`<li>
    <a
      href="${link(`/view/${summary.ID}`, { ...look, show: undefined })}"
      class="${summary.Read ? 'read' : 'unread'}"
      ${summary.ID === openId && 'aria-current=page'}
    >
      <span class="who">${summary.To.map(nameOf).join(', ') || summary.Bcc.map(nameOf).join(', ')}</span>
      <time datetime="${summary.Created}">${day.format(received)}, ${minute.format(received)}</time>
      <span class="subject"
        >${summary.Read ? '' : html`<span class="dot">Unread. </span>`}${summary.Subject || 'No subject'}</span
      >
      <span class="snippet">${summary.Snippet}</span>
      ${summary.Attachments > 0 && html`<span class="files">${summary.Attachments} ${summary.Attachments === 1 ? 'file' : 'files'}</span>`}</a
    >
  </li>`
}

function listPane(messages: IndexedMessage[], look: Look, openId = '') {
  const shown = messages.slice(look.start, look.start + pageSize)
  const empty = look.q
    ? html`<p class="empty">Nothing matches “${look.q}”. <a href="/">Show all mail</a></p>`
    : html`<p class="empty">
        No mail yet. Whatever is sent to this server's SMTP port is shown here, and goes nowhere else.
      </p>`
  const newer =
    look.start > 0 && html`<a href="${link('/', { q: look.q, start: Math.max(0, look.start - pageSize) })}">Newer</a>`
  const older =
    messages.length > look.start + pageSize &&
    html`<a href="${link('/', { q: look.q, start: look.start + pageSize })}">Older</a>`
  return html`<nav
    id="list"
    aria-label="Messages"
    data-newest="${messages[0]?.summary.ID ?? ''}"
    data-count="${messages.length}"
  >
    ${
      shown.length
        ? html`<ol>
            ${shown.map((entry) => row(entry, look, openId))}
          </ol>`
        : empty
    }
    ${shown.length > 0 && html`<p class="pages"><span>${look.start + 1} to ${look.start + shown.length} of ${messages.length}</span> ${newer} ${older}</p>`}
  </nav>`
}

/** The list alone, with a word about why when a message asked for is gone. */
export function listPage(messages: IndexedMessage[], look: Look, notice?: string) {
  const unread = messages.filter(({ summary }) => !summary.Read).length
  const words = notice ?? (messages.length ? 'Choose a message to read it.' : '')
  return frame(
    unread ? `Mailbox (${unread})` : 'Mailbox',
    look,
    messages.length,
    html`<div class="panes list-first">
      ${listPane(messages, look)}
      <main>
        <h1 class="hidden">Mailbox</h1>
        <p class="empty">${words}</p>
      </main>
    </div>`,
  )
}

const file = (id: string, { PartID, FileName, Size, ContentType }: MessagePart) =>
  html`<li>
    <a href="/api/v1/message/${id}/part/${PartID}" download="${FileName || `part-${PartID}`}"
      ><b>${FileName || ContentType}</b> <span>${bytes(Size)}</span></a
    >
  </li>`

/** One message beside the list. */
export function messagePage(messages: IndexedMessage[], message: Message, pane: Pane, look: Look) {
  const path = `/view/${message.ID}`
  const here = { ...look, show: pane.show }
  const tab = (show: Pane['show'], label: string) =>
    html`<a href="${link(path, { ...here, show })}" ${pane.show === show && 'aria-current=true'}>${label}</a>`
  const looks =
    pane.show === 'html' &&
    html`<span class="looks"
      ><a href="${link(path, { ...here, width: look.width === 'phone' ? 'full' : 'phone' })}"
        >${look.width === 'phone' ? 'Full width' : 'Phone width'}</a
      >
      <a href="${link(path, { ...here, scheme: look.scheme === 'dark' ? 'light' : 'dark' })}"
        >${look.scheme === 'dark' ? 'Light' : 'Dark'}</a
      ></span
    >`
  const people = (label: string, list: MailAddress[]) =>
    list.length > 0 &&
    html`<div>
      <dt>${label}</dt>
      <dd>${list.map(full).join(', ')}</dd>
    </div>`
  return frame(
    `${message.Subject || 'No subject'} · Mailbox`,
    look,
    messages.length,
    html`<div class="panes message-first">
      ${listPane(messages, look, message.ID)}
      <main>
        <a class="back" href="${link('/', { q: look.q, start: look.start })}">All mail</a>
        <h1 dir="auto">${message.Subject || 'No subject'}</h1>
        <dl class="people">
          ${people('From', [message.From])}${people('To', message.To)}${people('Cc', message.Cc)}${people('Bcc', message.Bcc)}${people('Reply to', message.ReplyTo)}
          <div>
            <dt>Sent</dt>
            <dd>${long.format(new Date(message.Date))} UTC</dd>
          </div>
        </dl>
        ${
          message.Attachments.length > 0 &&
          html`<ul class="files" aria-label="Attached files">
            ${message.Attachments.map((part) => file(message.ID, part))}
          </ul>`
        }
        <nav class="tabs" aria-label="Ways to look at the message">
          ${message.HTML && tab('html', 'Message')}${tab('text', 'Text')}${tab('headers', 'Headers')}${tab('source', 'Source')}${looks}
          <a class="raw" href="/api/v1/message/${message.ID}/raw" download="${message.ID}.eml">Download .eml</a>
        </nav>
        ${pane.content}
      </main>
    </div>`,
  )
}
