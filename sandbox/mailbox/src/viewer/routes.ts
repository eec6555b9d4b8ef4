import { readFileSync } from 'node:fs'

import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'

import type { MessageStore } from '../message-store.ts'
import { openMessage, openPart, readHeaders, type IndexedMessage, type Message } from '../message.ts'
import { searchTest } from '../search.ts'
import { Html, html } from './html.ts'
import { listPage, messagePage, type Look } from './pages.ts'

const stylesheet = readFileSync(new URL('viewer.css', import.meta.url), 'utf8')
const script = readFileSync(new URL('viewer.js', import.meta.url), 'utf8')
const icon = readFileSync(new URL('mark.svg', import.meta.url), 'utf8')

const look = z.object({
  q: z.string().catch(''),
  start: z.coerce.number().int().min(0).catch(0),
  show: z.enum(['html', 'text', 'source', 'headers']).optional().catch(undefined),
  width: z.enum(['full', 'phone']).catch('full'),
  scheme: z.enum(['light', 'dark']).catch('light'),
})

const pagePolicy =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
/** A mail may draw itself and nothing else: no script, no frame, no request to anywhere. */
const mailPolicy =
  "default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:; sandbox allow-popups allow-popups-to-escape-sandbox"

/** The pages for people: the list, one message, and its bodies for the frames. */
export function viewer(app: FastifyInstance, { store }: { store: MessageStore }) {
  const send = (reply: FastifyReply, page: Html) =>
    reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', pagePolicy)
      .send(`<!doctype html>${page.text}`)

  const list = ({ q }: Look) => (q.trim() ? store.newestFirst().filter(searchTest(q)) : store.newestFirst())

  app.get('/', (request, reply) => {
    const seen = look.parse(request.query)
    return send(reply, listPage(list(seen), seen))
  })

  app.get<{ Params: { id: string } }>('/view/:id', async (request, reply) => {
    const [, id = '', body] = /^(.*?)(?:\.(html|txt))?$/.exec(request.params.id) ?? []
    const entry = store.find(id)
    const seen = look.parse(request.query)
    if (!entry) return send(reply.code(404), listPage(list(seen), seen, 'That message is no longer here.'))
    const source = await store.sourceOf(entry)
    const message = await openMessage(source, entry)
    if (body === 'txt') return reply.type('text/plain; charset=utf-8').send(message.Text)
    if (body === 'html') return sendMail(reply, await drawnMail(source, message))
    await store.setRead([entry.summary.ID], true)
    return send(reply, messagePage(list(seen), message, await aside(seen, source, entry, message), seen))
  })

  app.post('/delete', async (request, reply) => {
    // Pages of other sites may send forms here, but cannot say that they come from here.
    const site = request.headers['sec-fetch-site']
    if (site !== undefined && site !== 'same-origin') return reply.code(403).send({ Error: 'Not from another site' })
    await store.remove(store.newestFirst().map(({ summary }) => summary.ID))
    return reply.redirect('/', 303)
  })

  app.get('/viewer.css', (_request, reply) => reply.type('text/css').send(stylesheet))
  app.get('/viewer.js', (_request, reply) => reply.type('text/javascript').send(script))
  app.get('/mark.svg', (_request, reply) => reply.type('image/svg+xml').send(icon))
  app.get('/favicon.ico', (_request, reply) => reply.redirect('/mark.svg', 308))
}

const sendMail = (reply: FastifyReply, mail: string) =>
  reply.type('text/html; charset=utf-8').header('content-security-policy', mailPolicy).send(mail)

/** The mail's HTML with its own pictures inside it, and its links opening beside the viewer. */
async function drawnMail(source: Buffer, message: Message) {
  const pictures = new Map<string, string>()
  for (const { ContentID, PartID, ContentType } of [...message.Inline, ...message.Attachments]) {
    if (!ContentID || !message.HTML.includes(`cid:${ContentID}`)) continue
    const part = await openPart(source, PartID)
    if (part) pictures.set(ContentID, `data:${ContentType};base64,${part.bytes.toString('base64')}`)
  }
  // Whole names only: one picture's may begin with another's.
  const drawn = message.HTML.replaceAll(/cid:([^\s"'<>()]+)/g, (named, id: string) => pictures.get(id) ?? named)
  return `${drawn}<base target="_blank">`
}

/** What stands beside the list for this look at the message, and which look it turned out to be. */
async function aside(seen: Look, source: Buffer, entry: IndexedMessage, message: Message) {
  const show = seen.show ?? (message.HTML ? 'html' : 'text')
  if (show === 'source') return { show, content: html`<pre class="source">${source.toString('utf8')}</pre>` }
  if (show === 'headers') {
    const headers = Object.entries(await readHeaders(source)).flatMap(([name, values]) =>
      values.map((value) => [name, value]),
    )
    return {
      show,
      content: html`<dl class="headers">
        ${headers.map(
          ([name, value]) =>
            html`<dt>${name}</dt>
              <dd>${value}</dd>`,
        )}
      </dl>`,
    }
  }
  if (show === 'text')
    return { show, content: html`<pre class="text">${message.Text || 'This message has no text part.'}</pre>` }
  return {
    show,
    content: html`<div class="stage ${seen.width}">
      <iframe
        class="${seen.scheme}"
        title="The message as its reader sees it"
        sandbox="allow-popups allow-popups-to-escape-sandbox"
        src="/view/${entry.summary.ID}.html"
      ></iframe>
    </div>`,
  }
}
