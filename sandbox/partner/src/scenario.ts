import { z } from 'zod'

/** The requests of the protocol. */
export const OPERATIONS = [
  'hotels',
  'hotel',
  'facilities',
  'rates',
  'prebook',
  'book',
  'bookings',
  'booking',
  'cancel',
] as const
export type Operation = (typeof OPERATIONS)[number]

/** What may be made to happen. What each does is in the README. */
export const EFFECTS = [
  'slow',
  'down',
  'tooMany',
  'endless',
  'reset',
  'garbageHtml',
  'garbageTruncated',
  'garbageShape',
  'partlyGarbage',
  'answersTwice',
  'soldOut',
  'priceChanged',
  'cancellationChanged',
  'boardChanged',
  'timesOutButSucceeds',
  'dropReply',
  'duplicateRefused',
  'appearsLate',
  'forgets',
  'amountDiffers',
  'keepsMore',
] as const

export const scenario = z.object({
  /** Which request it strikes; every request when not named. */
  operation: z.enum([...OPERATIONS, 'any']).default('any'),
  effect: z.enum(EFFECTS),
  /** How long `slow` waits before the work, `timesOutButSucceeds` after it, and when `appearsLate` does it. */
  ms: z.coerce.number().int().min(0).max(600_000).default(5000),
  /** By how much `priceChanged` and `amountDiffers` raise (or, negative, lower) the price; how much of it `keepsMore` keeps. */
  percent: z.coerce.number().min(-90).max(500).default(8),
  /** How many requests it strikes; without it, every one until it is taken away. */
  times: z.coerce.number().int().min(1).optional(),
  /** Only requests about this hotel. */
  hotelId: z.string().min(1).optional(),
  /** Only requests whose client reference begins so. */
  clientReference: z.string().min(1).optional(),
})
export type Scenario = z.infer<typeof scenario>
export type Effect = Scenario['effect']
export type Strike = Pick<Scenario, 'effect' | 'ms' | 'percent'>

/** What a request is about, as far as its parameters say. */
export type Subject = { hotelIds: readonly string[]; clientReference?: string; lastName?: string }

/** Guests' surnames (`Sandbox-Timeout`) and prefixes of client references (`sandbox-timeout-...`) that ask for something. */
const SPECIAL_NAMES: Readonly<Record<string, Strike>> = {
  'sandbox-soldout': { effect: 'soldOut', ms: 0, percent: 0 },
  'sandbox-slow': { effect: 'slow', ms: 4000, percent: 0 },
  'sandbox-timeout': { effect: 'timesOutButSucceeds', ms: 30_000, percent: 0 },
  'sandbox-dropped': { effect: 'dropReply', ms: 0, percent: 0 },
  'sandbox-garbage': { effect: 'garbageHtml', ms: 0, percent: 0 },
  'sandbox-down': { effect: 'down', ms: 0, percent: 0 },
  'sandbox-twice': { effect: 'answersTwice', ms: 0, percent: 0 },
}
export const SPECIAL = Object.keys(SPECIAL_NAMES)

/** The scenarios that are set, and which of them strike a request. */
export class Scenarios {
  #set: Scenario[] = []

  add(one: Scenario): void {
    this.#set.push(one)
  }

  clear(): void {
    this.#set = []
  }

  list(): readonly Scenario[] {
    return this.#set
  }

  /** Every scenario that strikes this request; those with a number of times have one less afterwards. */
  take(operation: Operation, subject: Subject): Strike[] {
    const struck = this.#set.filter(
      (one) =>
        (one.operation === 'any' || one.operation === operation) &&
        (one.hotelId === undefined || subject.hotelIds.includes(one.hotelId)) &&
        (one.clientReference === undefined || subject.clientReference?.startsWith(one.clientReference) === true),
    )
    for (const one of struck) if (one.times !== undefined) one.times -= 1
    this.#set = this.#set.filter(({ times }) => times === undefined || times > 0)
    return operation === 'book' ? [...struck, ...asked(subject)] : struck
  }
}

function asked({ lastName = '', clientReference = '' }: Subject): Strike[] {
  const surname = lastName.trim().toLowerCase().replaceAll(' ', '-')
  const reference = clientReference.toLowerCase()
  return Object.entries(SPECIAL_NAMES)
    .filter(([name]) => surname === name || reference.startsWith(`${name}-`))
    .map(([, strike]) => strike)
}
