import { Agent, request } from 'undici'
import { z } from 'zod'

import { identityHeader, mintIdentity, type Identity, type Signer, type Viewer } from './identity.ts'
import { commandSeconds } from './metrics.ts'
import { inSpan, outgoingTrace, SpanKind } from './telemetry.ts'

/** What one service may ask another to do, outside the public graph. Its contract stands in the owner's `contract/` folder. */
export type Command<In extends z.ZodType = z.ZodType, Out extends z.ZodType = z.ZodType> = {
  name: string
  input: In
  output: Out
}

export const defineCommand = <In extends z.ZodType, Out extends z.ZodType>(
  command: Command<In, Out>,
): Command<In, Out> => command

export type CommandHandler<C extends Command> = (
  input: z.output<C['input']>,
  identity: Identity,
) => Promise<z.input<C['output']>>

/** A command with its handler, as a server mounts it. `from` names the sisters that may call it. */
export type MountedCommand = {
  command: Command
  from: string[]
  handle: (input: unknown, identity: Identity) => Promise<unknown>
}

export const mount = <In extends z.ZodType, Out extends z.ZodType>(
  command: Command<In, Out>,
  from: string[],
  handle: CommandHandler<Command<In, Out>>,
): MountedCommand => ({
  command,
  from,
  handle: handle as MountedCommand['handle'],
})

/**
 * The sister did not do what was asked. `UNREACHABLE`: nothing is known to have happened and nothing may have (or may:
 * the reply can be what was lost); `REFUSED`: it answered 4xx, a bug of ours; `FAILED`: it answered 5xx.
 */
export class CommandFailed extends Error {
  readonly reason: 'UNREACHABLE' | 'TIMEOUT' | 'REFUSED' | 'FAILED' | 'GARBAGE'
  readonly status: number | undefined
  constructor(
    command: string,
    reason: CommandFailed['reason'],
    message: string,
    options: { cause?: unknown; status?: number } = {},
  ) {
    super(`${command}: ${message}`, { cause: options.cause })
    this.name = 'CommandFailed'
    this.reason = reason
    this.status = options.status
  }
}

/** Kept below the servers' keep-alive, so that a connection is never used just as the other side closes it. */
const agent = new Agent({
  keepAliveTimeout: 4_000,
  keepAliveMaxTimeout: 30_000,
  connections: 64,
  connect: { timeout: 1_000 },
})

export type CallOptions = { timeoutMs?: number; viewer?: Viewer }
export type Sister = { name: string; url: string }

/** The calling side: `call(payments, takePayment, input)`. No retry here: who calls knows whether and when to try again. */
export function createCaller(signer: Signer) {
  return async function call<In extends z.ZodType, Out extends z.ZodType>(
    sister: Sister,
    command: Command<In, Out>,
    input: z.input<In>,
    { timeoutMs = 2_000, viewer = { kind: 'service', name: signer.issuer } }: CallOptions = {},
  ): Promise<z.output<Out>> {
    return inSpan(`call ${sister.name}/${command.name}`, { kind: SpanKind.CLIENT }, async () => {
      const stop = commandSeconds.startTimer({ command: command.name })
      try {
        const body = JSON.stringify(input)
        const answer = await send(
          sister,
          command.name,
          body,
          timeoutMs,
          await mintIdentity(signer, sister.name, body, viewer),
        )
        const output = command.output.safeParse(answer)
        if (!output.success) throw new CommandFailed(command.name, 'GARBAGE', z.prettifyError(output.error))
        stop({ outcome: 'ok' })
        return output.data
      } catch (error) {
        stop({ outcome: error instanceof CommandFailed ? error.reason : 'BUG' })
        throw error
      }
    })
  }
}
export type Call = ReturnType<typeof createCaller>

async function send(sister: Sister, name: string, body: string, timeoutMs: number, identity: string): Promise<unknown> {
  const answer = await request(`${sister.url}/commands/${name}`, {
    method: 'POST',
    dispatcher: agent,
    body,
    signal: AbortSignal.timeout(timeoutMs),
    headers: { 'content-type': 'application/json', [identityHeader]: identity, ...outgoingTrace() },
  })
    .then(async ({ statusCode, body: reply }) => ({ statusCode, text: await reply.text() }))
    .catch((cause: Error) => {
      const timedOut = cause.name === 'TimeoutError'
      throw new CommandFailed(
        name,
        timedOut ? 'TIMEOUT' : 'UNREACHABLE',
        timedOut ? `no answer from ${sister.name} in ${timeoutMs} ms` : `${sister.name} cannot be reached`,
        { cause },
      )
    })
  if (answer.statusCode >= 500)
    throw new CommandFailed(name, 'FAILED', `${sister.name} answered ${answer.statusCode}`, {
      status: answer.statusCode,
    })
  if (answer.statusCode >= 400)
    throw new CommandFailed(
      name,
      'REFUSED',
      `${sister.name} answered ${answer.statusCode}: ${answer.text.slice(0, 300)}`,
      { status: answer.statusCode },
    )
  try {
    return JSON.parse(answer.text)
  } catch (cause) {
    throw new CommandFailed(name, 'GARBAGE', `${sister.name} answered something that is not JSON`, { cause })
  }
}
