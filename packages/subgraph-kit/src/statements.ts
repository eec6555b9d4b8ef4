import type postgres from 'postgres'

import { createHistogram, type Spread } from './tally.ts'
import { endFailed, spanIfCollected, SpanKind } from './telemetry.ts'

// SQL as it is seen: each statement's time by a name made of its text, and a span in a trace that is collected. What is
// told is the text at most, and never a value.

const seconds = createHistogram({
  name: 'sql_statement_seconds',
  help: 'Time of a statement, waiting for a connection included, by what it does to which table first',
  labels: ['statement', 'outcome'],
  most: 400,
})

/** What of the driver's query this needs to know. */
type Query = {
  executed: boolean
  strings: readonly string[]
  tagged: boolean
  resolve: (result: unknown) => void
  reject: (error: unknown) => void
  handle: () => Promise<void>
}

type Named = { name: string; text: string; ok: Spread; failed: Spread }

/** `select hotels`, `insert outbox`, `with taken`, `commit`. */
export function nameStatement(text: string): string {
  const plain = text.slice(0, 20_000).replace(/\/\*.*?\*\/|--[^\n]*/gs, ' ').trim() // prettier-ignore
  const verb = /^\w+/.exec(plain)?.[0].toLowerCase() ?? 'other'
  const identifier = '"?(?:\\w+"?\\."?)?(\\w+)'
  const object = {
    select: `\\bfrom\\s+${identifier}|^select\\s+(\\w+)\\s*\\(`,
    insert: `\\binto\\s+${identifier}`,
    delete: `\\bfrom\\s+${identifier}`,
    update: `^update\\s+(?:only\\s+)?${identifier}`,
    with: `^with\\s+(?:recursive\\s+)?${identifier}`,
  }[verb]
  const found = object === undefined ? null : new RegExp(object, 'i').exec(plain)
  const of = found?.[1] ?? found?.[2]
  return of === undefined ? verb : `${verb} ${of.toLowerCase()}`
}

/** What stands between quotes is a value, should anybody have written one. */
const withoutValues = (text: string) => text.slice(0, 2_000).replace(/'(?:[^']|'')*'/g, "'…'").replace(/\s+/g, ' ').trim() // prettier-ignore

const make = (text: string): Named => {
  const name = nameStatement(text)
  return { name, text: withoutValues(text), ok: seconds.of(name, 'ok'), failed: seconds.of(name, 'failed') }
}

/** Templates are known by themselves; other texts are so many that are kept. */
const templates = new WeakMap<readonly string[], Named>()
const texts = new Map<string, Named>()
const mostTexts = 1_000

function named({ strings, tagged }: Query): Named {
  if (tagged) {
    const known = templates.get(strings) ?? make(strings.join('$'))
    templates.set(strings, known)
    return known
  }
  const text = strings[0] ?? ''
  const known = texts.get(text)
  if (known) return known
  const made = make(text)
  if (texts.size < mostTexts) texts.set(text, made)
  return made
}

function observe(query: Query) {
  const { name, text, ok, failed } = named(query)
  const began = performance.now()
  const span = spanIfCollected(`sql ${name}`, {
    kind: SpanKind.CLIENT,
    attributes: { 'db.system.name': 'postgresql', 'db.query.text': text },
  })
  const { resolve, reject } = query
  query.resolve = (result) => {
    ok.observe((performance.now() - began) / 1_000)
    if (span) endFailed(span, false)
    resolve(result)
  }
  query.reject = (error) => {
    failed.observe((performance.now() - began) / 1_000)
    if (span) endFailed(span, true)
    reject(error)
  }
}

const observed = new WeakSet<object>()

/**
 * Has every statement of the driver observed as it begins, those of its transactions too. The driver has no place for
 * this: all its queries, of whatever pool, are of one class, whose first step is taken once for each.
 */
export function observeStatements(sql: postgres.Sql) {
  const prototype = Object.getPrototypeOf(sql`select`) as Query
  if (observed.has(prototype)) return
  observed.add(prototype)
  const { handle } = prototype
  prototype.handle = function (this: Query) {
    if (!this.executed) observe(this)
    return handle.call(this)
  }
}
