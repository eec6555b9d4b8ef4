import { Agent } from 'undici'
import { z } from 'zod'

import { ask, TooLate } from './ask.ts'
import { createBreaker, LeftAlone } from './breaker.ts'
import { createBulkhead, NoPlace } from './bulkhead.ts'
import { identityHeader, mintIdentity, type Identity, type Viewer } from './identity.ts'
import type { Logger } from './log.ts'
import { commandSeconds } from './metrics.ts'
import type { PairKeys } from './pair-keys.ts'
import { patienceLeft, sayPatience } from './patience.ts'
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
 * the reply can be what was lost); `REFUSED`: it answered 4xx, a bug of ours; `FAILED`: it answered 5xx; `NOT_ASKED`:
 * nothing was sent, because its breaker is open, too many questions are under way, or nobody waits any more.
 */
export class CommandFailed extends Error {
  readonly reason: 'UNREACHABLE' | 'TIMEOUT' | 'REFUSED' | 'FAILED' | 'GARBAGE' | 'NOT_ASKED'
  readonly status: number | undefined
  /** It was given less time than its kind of question usually is: its silence says little. */
  readonly cutShort: boolean
  constructor(
    command: string,
    reason: CommandFailed['reason'],
    message: string,
    options: { cause?: unknown; status?: number; cutShort?: boolean } = {},
  ) {
    super(`${command}: ${message}`, { cause: options.cause })
    this.name = 'CommandFailed'
    this.reason = reason
    this.status = options.status
    this.cutShort = options.cutShort ?? false
  }
}

export type CallOptions = { timeoutMs?: number; viewer?: Viewer }
export type Sister = { name: string; url: string }

export type CallerOptions = {
  logger?: Logger
  /**
   * Whose questions these are, when a process has several callers: each has connections, places and breakers of its
   * own, so that what goes on behind the scenes cannot starve a guest.
   */
  lane?: string
  /** Questions to one sister at once. */
  places?: number
}

/** For so long a question waits for a place; then it is not asked. */
const waitForPlaceMs = 1_000
/** So many silences in a row, and a sister is left alone for so long. */
const silencesInARow = 5
const leftAloneMs = 1_000

/**
 * The calling side: `call(payments, takePayment, input)`. No retry here: who calls knows whether and when to try again.
 * A call waits no longer than whoever waits for it, and says so to the sister.
 */
export function createCaller(keys: PairKeys, { logger, lane, places = 64 }: CallerOptions = {}) {
  // Kept below the servers' keep-alive, so that a connection is never used just as the other side closes it.
  const agent = new Agent({
    keepAliveTimeout: 4_000,
    keepAliveMaxTimeout: 30_000,
    connections: places,
    connect: { timeout: 1_000 },
  })
  const guards = new Map<string, ReturnType<typeof guard>>()
  const guard = (name: string) => {
    const to = lane === undefined ? name : `${name} (${lane})`
    const breaker = createBreaker({
      to,
      silentError: isSilence,
      after: silencesInARow,
      pauseMs: leftAloneMs,
      ...(logger ? { logger } : {}),
    })
    const bulkhead = createBulkhead({ compartment: to, places, waitMs: waitForPlaceMs })
    return <T>(ask: () => Promise<T>) => bulkhead(() => breaker.execute(ask))
  }
  const guardOf = (name: string) => {
    const known = guards.get(name)
    if (known) return known
    const made = guard(name)
    guards.set(name, made)
    return made
  }

  return async function call<In extends z.ZodType, Out extends z.ZodType>(
    sister: Sister,
    command: Command<In, Out>,
    input: z.input<In>,
    { timeoutMs = 2_000, viewer = { kind: 'service', name: keys.name } }: CallOptions = {},
  ): Promise<z.output<Out>> {
    return inSpan(`call ${sister.name}/${command.name}`, { kind: SpanKind.CLIENT }, async () => {
      const stop = commandSeconds.startTimer({ command: command.name })
      try {
        const body = JSON.stringify(input)
        const answer = await guardOf(sister.name)(async () => {
          const patience = patienceLeft(timeoutMs)
          if (patience < leastPatienceMs) throw notAsked(command.name, 'nobody waits for the answer any more')
          const identity = mintIdentity(keys, sister.name, body, viewer)
          return send(agent, sister, command.name, body, { patience, cutShort: patience < timeoutMs, identity })
        })
        const output = command.output.safeParse(answer)
        if (!output.success) throw new CommandFailed(command.name, 'GARBAGE', z.prettifyError(output.error))
        stop({ outcome: 'ok' })
        return output.data
      } catch (error) {
        const failed =
          error instanceof LeftAlone || error instanceof NoPlace ? notAsked(command.name, error.message, error) : error
        stop({ outcome: failed instanceof CommandFailed ? failed.reason : 'BUG' })
        throw failed
      }
    })
  }
}
export type Call = ReturnType<typeof createCaller>

/** Less than the way there and back: asking would only leave an answer that nobody hears. */
const leastPatienceMs = 20

const notAsked = (command: string, why: string, cause?: unknown) =>
  new CommandFailed(command, 'NOT_ASKED', why, { cause })

/** It cannot be reached, does not answer, or says itself that it cannot work. A 500 is one request's misfortune, not everybody's. */
const isSilence = (error: unknown): boolean => {
  if (!(error instanceof CommandFailed) || error.cutShort) return false
  const { reason, status = 0 } = error
  return reason === 'UNREACHABLE' || reason === 'TIMEOUT' || (reason === 'FAILED' && status > 500)
}

type Sending = { patience: number; cutShort: boolean; identity: string }

async function send(
  agent: Agent,
  sister: Sister,
  name: string,
  body: string,
  { patience, cutShort, identity }: Sending,
): Promise<unknown> {
  const headers = {
    'content-type': 'application/json',
    [identityHeader]: identity,
    ...sayPatience(patience),
    ...outgoingTrace(),
  }
  const asking = { origin: sister.url, path: `/commands/${name}`, method: 'POST', headers, body } as const
  const answer = await ask(agent, asking, patience).catch((cause: Error) => {
    const timedOut = cause instanceof TooLate
    throw new CommandFailed(
      name,
      timedOut ? 'TIMEOUT' : 'UNREACHABLE',
      timedOut ? `no answer from ${sister.name} in ${Math.ceil(patience)} ms` : `${sister.name} cannot be reached`,
      { cause, cutShort },
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
