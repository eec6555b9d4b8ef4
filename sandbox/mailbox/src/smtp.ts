import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'

import type { MessageStore } from './message-store.ts'
import type { scenarioSwitch } from './scenario.ts'

/** The largest message taken, in bytes. */
const sizeLimit = 25 * 1024 * 1024

type Options = {
  port: number
  host: string
  store: MessageStore
  scenarios: ReturnType<typeof scenarioSwitch>
  now: () => Date
  onProblem: (error: unknown) => void
}

/** An error with an SMTP answer of its own. */
const answer = (responseCode: number, text: string) => Object.assign(new Error(text), { responseCode })

async function readAll(stream: SMTPServerDataStream) {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  if (stream.sizeExceeded) throw answer(552, 'The message is larger than 25 MiB')
  return Buffer.concat(chunks)
}

/** Take mail for anybody from anybody, with or without a password, and behave as the scenario says. */
export async function startSmtp({ port, host, store, scenarios, now, onProblem }: Options) {
  const counts = { accepted: 0, acceptedBytes: 0, rejected: 0 }

  async function receive(stream: SMTPServerDataStream, session: SMTPServerSession) {
    const source = await readAll(stream)
    const { mailFrom, rcptTo } = session.envelope
    const to = rcptTo.map(({ address }) => address)
    const connection = [...server.connections].find(({ id }) => id === session.id)
    const { scenario, delayMs } = scenarios.take(to)
    if (scenario === 'refuse') throw answer(451, '4.3.0 The mailbox is busy, try again later')
    if (scenario === 'refuse-permanently') throw answer(550, '5.1.1 No such mailbox here')
    if (scenario === 'slow') await sleep(delayMs)
    const username = typeof session.user === 'string' ? session.user : undefined
    const { ID, Size } = await store.add(source, { from: mailFrom ? mailFrom.address : '', to, username }, now())
    counts.accepted += 1
    counts.acceptedBytes += Size
    if (scenario === 'drop-after-data') connection?._socket.destroy()
    if (scenario === 'answer-twice') connection?.send(250, `2.0.0 Ok: queued as ${ID}`)
    return `2.0.0 Ok: queued as ${ID}`
  }

  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    banner: 'Staygraph mailbox',
    size: sizeLimit,
    logger: false,
    onAuth: ({ username }, _session, callback) => callback(null, { user: username ?? '' }),
    onData: (stream, session, callback) => {
      receive(stream, session).then(
        (reply) => callback(null, reply),
        (error: Error) => {
          counts.rejected += 1
          if (!('responseCode' in error)) onProblem(error)
          callback(error)
        },
      )
    },
  })
  // A client that goes away in the middle of a message is the client's affair.
  server.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') onProblem(error)
  })
  const listening = server.listen(port, host)
  await once(listening, 'listening')

  return {
    port: (listening.address() as AddressInfo).port,
    counts,
    stop: () => new Promise<void>((resolve) => server.close(resolve)),
  }
}
