import { createHmac } from 'node:crypto'

import { Agent, request } from 'undici'

import { seconds, type Bank } from '../bank.ts'
import type { EventRecord } from '../books/records.ts'
import { drawEvent } from './event-routes.ts'

export type Endpoint = {
  url: string
  /** Signs what is sent, e.g. `whsec_…`. */
  secret: string
  /** Event types to send; `*` for all. */
  events: string[]
}

/** Retries: after half a second, then twice as long each time up to an hour, for three days. */
const FIRST_RETRY_MS = 500
const LONGEST_RETRY_MS = 3_600_000
const GIVE_UP_AFTER_MS = 72 * 3_600_000
const AT_ONCE = 32

type Parcel = { event: EventRecord; attempts: number; copies: number; since: number }

/** Delivers signed events to the merchant's endpoint, at least once and in no promised order, as the real wire does. */
export class Webhooks {
  endpoint: Endpoint | null
  #bank: Bank
  #agent = new Agent({ connections: AT_ONCE, bodyTimeout: 10_000, headersTimeout: 10_000 })
  #ready: Parcel[] = []
  #held: Parcel[] = []
  #timers = new Set<NodeJS.Timeout>()
  #sending = 0
  #queued: number
  #closed = false

  constructor(bank: Bank, endpoint: Endpoint | null) {
    this.#bank = bank
    this.endpoint = endpoint
    this.#queued = bank.books.born('event').length
    for (const event of bank.books.all('event')) {
      if (event.toDeliver && !bank.books.get('delivery', event.id))
        this.#send({ event, attempts: 0, copies: 1, since: Date.now() })
    }
  }

  /** Take up the events that were committed since the last call. */
  committed() {
    const born = this.#bank.books.born('event')
    for (; this.#queued < born.length; this.#queued += 1) {
      const event = this.#bank.books.get('event', born[this.#queued] ?? '')
      if (event?.toDeliver) this.#post(event)
    }
  }

  /** The scenario changed: what was held back may go. */
  resume() {
    if (this.#bank.scenario.webhooks === 'off') return
    const held = this.#held
    this.#held = []
    for (const parcel of held) this.#send(parcel)
  }

  wants(type: string): boolean {
    return this.endpoint?.events.some((it) => it === '*' || it === type) ?? false
  }

  /** Everything was reset. */
  forget() {
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers.clear()
    this.#held = []
    this.#ready = []
    this.#queued = 0
  }

  async close() {
    this.#closed = true
    for (const timer of this.#timers) clearTimeout(timer)
    await this.#agent.destroy()
  }

  #post(event: EventRecord) {
    const { webhooks, webhookDelayMs } = this.#bank.scenario
    const parcel = { event, attempts: 0, copies: webhooks === 'doubled' ? 2 : 1, since: Date.now() }
    if (webhooks === 'off') this.#held.push(parcel)
    else if (webhooks === 'delayed') this.#later(parcel, webhookDelayMs)
    else if (webhooks === 'shuffled') this.#later(parcel, Math.random() * webhookDelayMs)
    else if (webhooks === 'disordered')
      for (const copy of [parcel, { ...parcel }]) this.#later(copy, Math.random() * webhookDelayMs)
    else this.#send(parcel)
  }

  #later(parcel: Parcel, ms: number) {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      this.#send(parcel)
    }, ms)
    this.#timers.add(timer)
  }

  #send(parcel: Parcel) {
    this.#ready.push(parcel)
    while (this.#sending < AT_ONCE && !this.#closed) {
      const next = this.#ready.shift()
      if (!next) return
      this.#sending += 1
      void this.#deliver(next).finally(() => {
        this.#sending -= 1
        const more = this.#ready.shift()
        if (more && !this.#closed) this.#send(more)
      })
    }
  }

  async #deliver(parcel: Parcel) {
    const copies = await Promise.all(Array.from({ length: parcel.copies }, () => this.#attempt(parcel.event)))
    if (this.#closed) return
    const attempts = parcel.attempts + 1
    const delivered = copies.every((it) => it)
    if (delivered || Date.now() - parcel.since > GIVE_UP_AFTER_MS) {
      const tx = this.#bank.books.begin()
      tx.put('delivery', { id: parcel.event.id, attempts, delivered })
      tx.commit()
      return
    }
    if (this.#bank.scenario.webhooks === 'off') this.#held.push({ ...parcel, attempts })
    else this.#later({ ...parcel, attempts }, Math.min(FIRST_RETRY_MS * 2 ** (attempts - 1), LONGEST_RETRY_MS))
  }

  /** One try. True when the merchant answered 2xx. */
  async #attempt(event: EventRecord): Promise<boolean> {
    if (!this.endpoint) return false
    const body = JSON.stringify(drawEvent(event, true))
    const at = seconds(this.#bank.clock())
    const signature = createHmac('sha256', this.endpoint.secret).update(`${at}.${body}`).digest('hex')
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'stripe-signature': `t=${at},v1=${signature}`,
      'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
    }
    try {
      const answer = await request(this.endpoint.url, { method: 'POST', headers, body, dispatcher: this.#agent })
      await answer.body.dump()
      return answer.statusCode >= 200 && answer.statusCode < 300
    } catch {
      // The merchant cannot be reached: the same as an answer that is not 2xx, it is tried again.
      return false
    }
  }
}
