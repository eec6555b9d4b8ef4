import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

import { createTransport } from 'nodemailer'
import { afterAll, afterEach, expect, test } from 'vitest'

import { startMailbox } from './mailbox.ts'
import type { Message, MessageSummary } from './message.ts'

const mailbox = await startMailbox({ httpPort: 0, smtpPort: 0 })
const transport = createTransport({ host: '127.0.0.1', port: mailbox.smtpPort, socketTimeout: 3_000 })

afterAll(async () => {
  transport.close()
  await mailbox.stop()
})
afterEach(async () => {
  await fetch(`${mailbox.url}/api/v1/messages`, { method: 'DELETE' })
  await scenario({ scenario: 'none' })
})

type Page = { messages: MessageSummary[]; messages_count: number; total: number; unread: number; start: number }

const get = async <T>(path: string) => (await (await fetch(`${mailbox.url}${path}`)).json()) as T
const scenario = (body: object) =>
  fetch(`${mailbox.url}/_sandbox/scenario`, { method: 'POST', body: JSON.stringify(body) })

const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const mail = {
  from: { name: 'Staygraph', address: 'stays@staygraph.example' },
  to: [{ name: 'أحمد', address: 'ahmad@example.com' }],
  bcc: [{ name: '', address: 'archive@example.com' }],
  subject: 'Booked: 東京駅前ホテル',
  messageId: '<recap.1@staygraph.example>',
  text: 'The hotel is expecting you.',
  html: '<h1>Booked</h1><img src="cid:hero" alt="The hotel"><script>document.title = "owned"</script>',
  attachments: [
    { filename: 'receipt 領収書.pdf', content: Buffer.from('%PDF-1.7 trial'), contentType: 'application/pdf' },
    { filename: 'hero.png', content: pixel, cid: 'hero', contentDisposition: 'inline' as const },
  ],
}

test('a mail sent by SMTP is listed with the fields that Mailpit has', async () => {
  await transport.sendMail(mail)
  const { messages, ...totals } = await get<Page>('/api/v1/messages')
  expect(totals).toMatchObject({ total: 1, unread: 1, messages_count: 1, start: 0, count: 1, tags: [] })
  expect(messages[0]).toMatchObject({
    MessageID: 'recap.1@staygraph.example',
    Read: false,
    From: { Name: 'Staygraph', Address: 'stays@staygraph.example' },
    To: [{ Name: 'أحمد', Address: 'ahmad@example.com' }],
    Bcc: [{ Name: '', Address: 'archive@example.com' }],
    Subject: 'Booked: 東京駅前ホテル',
    Attachments: 1,
    Snippet: 'The hotel is expecting you.',
  })
})

test('the latest message opens with its bodies and files, byte for byte, and is then read', async () => {
  await transport.sendMail(mail)
  const message = await get<Message>('/api/v1/message/latest')
  expect(message.Text.trim()).toBe('The hotel is expecting you.')
  expect(message.HTML).toContain('cid:hero')
  expect(message.Inline).toMatchObject([{ ContentID: 'hero', ContentType: 'image/png', Size: pixel.length }])
  const [receipt] = message.Attachments
  expect(receipt).toMatchObject({ FileName: 'receipt 領収書.pdf', ContentType: 'application/pdf', Size: 14 })
  const part = await fetch(`${mailbox.url}/api/v1/message/${message.ID}/part/${receipt?.PartID}`)
  expect(part.headers.get('content-type')).toBe('application/pdf')
  expect(await part.text()).toBe('%PDF-1.7 trial')
  expect(await (await fetch(`${mailbox.url}/api/v1/message/${message.ID}/raw`)).text()).toMatch(/^Subject: =\?UTF-8\?/m)
  expect(await get('/api/v1/message/latest/headers')).toMatchObject({ 'Message-ID': ['<recap.1@staygraph.example>'] })
  expect(await get('/api/v1/messages')).toMatchObject({ unread: 0 })
})

test('pages go from newest to oldest, and a search counts what matches', async () => {
  for (const number of [1, 2, 3, 4, 5]) await transport.sendMail({ ...mail, subject: `Mail ${number}`, bcc: [] })
  await transport.sendMail({ ...mail, subject: 'Other', to: 'maria@example.com', bcc: [] })
  const page = await get<Page>('/api/v1/messages?start=1&limit=2')
  expect(page.messages.map(({ Subject }) => Subject)).toEqual(['Mail 5', 'Mail 4'])
  const found = await get<Page>('/api/v1/search?query=to:ahmad@example.com&limit=1')
  expect(found).toMatchObject({ total: 6, messages_count: 5, messages: [{ Subject: 'Mail 5' }] })
  expect((await fetch(`${mailbox.url}/api/v1/search?query=`)).status).toBe(400)
})

test('DELETE takes the ids it is given, or everything', async () => {
  for (const subject of ['first', 'second', 'third']) await transport.sendMail({ ...mail, subject })
  const { messages } = await get<Page>('/api/v1/messages')
  const remove = (body?: object) =>
    fetch(`${mailbox.url}/api/v1/messages`, { method: 'DELETE', body: body && JSON.stringify(body) })
  await remove({ IDs: [messages[1]?.ID] })
  expect((await get<Page>('/api/v1/messages')).messages.map(({ Subject }) => Subject)).toEqual(['third', 'first'])
  expect(await (await remove()).text()).toBe('ok')
  expect(await get('/api/v1/info')).toMatchObject({
    Messages: 0,
    Unread: 0,
    RuntimeStats: { SMTPAccepted: expect.any(Number) },
  })
  expect((await fetch(`${mailbox.url}/api/v1/message/${messages[0]?.ID}`)).status).toBe(404)
})

test('a mail shown to people keeps its pictures and can run nothing', async () => {
  await transport.sendMail(mail)
  const shown = await fetch(`${mailbox.url}/view/latest.html`)
  expect(await shown.text()).toContain('data:image/png;base64,iVBORw0K')
  expect(shown.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/)
  expect(shown.headers.get('content-security-policy')).not.toMatch(/allow-scripts|allow-same-origin/)
  expect(await (await fetch(`${mailbox.url}/view/latest.txt`)).text()).toContain('The hotel is expecting you.')
})

test('of two pictures, where one’s name begins with the other’s, each is shown', async () => {
  const [light, dark] = ['light', 'dark'].map((word) => Buffer.from(word))
  await transport.sendMail({
    ...mail,
    html: '<img src="cid:logo"><img src="cid:logo-dark"><img src=\'cid:gone\'>',
    attachments: [
      { filename: 'light.png', content: light, cid: 'logo', contentDisposition: 'inline' as const },
      { filename: 'dark.png', content: dark, cid: 'logo-dark', contentDisposition: 'inline' as const },
    ],
  })
  const shown = await (await fetch(`${mailbox.url}/view/latest.html`)).text()
  expect([...shown.matchAll(/src=["']([^"']+)/g)].map(([, src]) => src)).toEqual([
    `data:image/png;base64,${light?.toString('base64')}`,
    `data:image/png;base64,${dark?.toString('base64')}`,
    'cid:gone',
  ])
})

test('what strangers write is escaped in every page', async () => {
  await transport.sendMail({
    ...mail,
    subject: '<script>alert(1)</script>',
    text: '<b>&"',
    html: undefined,
    attachments: [],
  })
  for (const path of [
    '/',
    '/view/latest',
    '/view/latest?show=headers',
    '/view/latest?show=source',
    `/?q=${encodeURIComponent('"><script>x')}`,
  ]) {
    const page = await (await fetch(`${mailbox.url}${path}`)).text()
    expect(page).not.toMatch(/<script>(alert|x)/)
  }
})

test.each([
  ['refuse', 451],
  ['refuse-permanently', 550],
])('the scenario %s answers %i to as many messages as it was asked for, and keeps none of them', async (name, code) => {
  await scenario({ scenario: name, times: 1 })
  await expect(transport.sendMail(mail)).rejects.toMatchObject({ responseCode: code })
  expect(await get('/api/v1/messages')).toMatchObject({ total: 0 })
  await transport.sendMail(mail)
  expect(await get('/api/v1/messages')).toMatchObject({ total: 1 })
})

test('the scenario drop-after-data keeps the message and leaves the sender without an answer', async () => {
  await scenario({ scenario: 'drop-after-data', times: 1 })
  await expect(transport.sendMail(mail)).rejects.toThrow(/closed|reset|ECONN/i)
  expect(await get('/api/v1/messages')).toMatchObject({ total: 1 })
})

test('the scenario slow answers late, and only those it is meant for', async () => {
  await scenario({ scenario: 'slow', delayMs: 500, to: 'slow@' })
  const from = performance.now()
  const answered: string[] = []
  const send = async (to: string) => {
    await transport.sendMail({ ...mail, to })
    answered.push(to)
  }
  await Promise.all([send('slow@example.com'), send('quick@example.com')])
  expect(performance.now() - from).toBeGreaterThan(490)
  expect(answered).toEqual(['quick@example.com', 'slow@example.com'])
})

test('the scenario answer-twice sends one more 250 than the protocol allows', async () => {
  await scenario({ scenario: 'answer-twice', times: 1 })
  const socket = connect(mailbox.smtpPort, '127.0.0.1')
  const answers = createInterface(socket)[Symbol.asyncIterator]()
  const next = async () => String((await answers.next()).value)
  expect(await next()).toMatch(/^220 /)
  for (const [command, code] of [
    ['HELO test', '250 '],
    ['MAIL FROM:<a@example.com>', '250 '],
    ['RCPT TO:<b@example.com>', '250 '],
    ['DATA', '354 '],
    ['Subject: twice\r\n\r\nHello\r\n.', '250 '],
  ] as const) {
    socket.write(`${command}\r\n`)
    expect((await next()).startsWith(code)).toBe(true)
  }
  expect(await next()).toMatch(/^250 .*queued/)
  socket.destroy()
  expect(await get('/api/v1/messages')).toMatchObject({ total: 1 })
})

test('a scenario that does not exist is refused', async () => {
  const refused = await scenario({ scenario: 'explode' })
  expect(refused.status).toBe(400)
  expect(await refused.json()).toEqual({ Error: expect.stringContaining('Invalid option') })
})

test('messages, their read marks and deletions survive a restart', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'mailbox-'))
  const once = async <T>(use: (url: string, port: number) => Promise<T>) => {
    const durable = await startMailbox({ httpPort: 0, smtpPort: 0, dataDir })
    return use(durable.url, durable.smtpPort).finally(() => durable.stop())
  }
  await once(async (url, port) => {
    const sender = createTransport({ host: '127.0.0.1', port })
    for (const subject of ['first', 'second', 'third']) await sender.sendMail({ ...mail, subject })
    const { messages } = (await (await fetch(`${url}/api/v1/messages`)).json()) as Page
    await fetch(`${url}/api/v1/messages`, { method: 'DELETE', body: JSON.stringify({ IDs: [messages[1]?.ID] }) })
    await fetch(`${url}/api/v1/message/latest`)
  })
  await once(async (url) => {
    const { messages } = (await (await fetch(`${url}/api/v1/messages`)).json()) as Page
    expect(messages.map(({ Subject, Read }) => [Subject, Read])).toEqual([
      ['third', true],
      ['first', false],
    ])
    const opened = (await (await fetch(`${url}/api/v1/message/${messages[1]?.ID}`)).json()) as Message
    expect(opened.Text).toContain('expecting you')
  })
  await rm(dataDir, { recursive: true })
})
