import type { Database } from '@staygraph/subgraph-kit/database'
import { drizzle } from 'drizzle-orm/postgres-js'
import type { Sql } from 'postgres'

import { createBooks, type Books, type Weakness } from './books.ts'
import { readPlain, type Plan } from './plain-statements.ts'
import { createStatements, type Statement } from './statements.ts'
import { Refused, type Row } from './tables.ts'

/** What is asked of a database: text with `$1`, `$2` and their values. `columns` in the order of the answer. */
export type Answer = { rows: readonly object[]; columns: readonly string[] }
export type Ask = (text: string, params: readonly unknown[]) => Answer | Promise<Answer>

/** A statement of a template, or a piece of one. Sent when it is awaited. */
class Asked implements PromiseLike<readonly object[]> {
  readonly strings: TemplateStringsArray
  readonly values: readonly unknown[]
  readonly #ask: Ask
  constructor(ask: Ask, strings: TemplateStringsArray, values: readonly unknown[]) {
    this.#ask = ask
    this.strings = strings
    this.values = values
  }
  async #send(): Promise<readonly object[]> {
    const { text, params } = written(this.strings, this.values)
    const { rows } = await this.#ask(text, params)
    return rows
  }
  // oxlint-disable-next-line unicorn/no-thenable -- postgres.js' queries are
  then<T, E>(...told: Parameters<PromiseLike<readonly object[]>['then']>) {
    return this.#send().then(...(told as [() => T, () => E]))
  }
}

const plainTexts = new WeakMap<TemplateStringsArray, string>()
const squeezedTexts = new Map<string, string>()
function squeezed(text: string): string {
  const known = squeezedTexts.get(text)
  if (known !== undefined) return known
  const made = text.replaceAll(/\s+/g, ' ').trim()
  squeezedTexts.set(text, made)
  return made
}

function written(strings: TemplateStringsArray, values: readonly unknown[]): { text: string; params: unknown[] } {
  const known = plainTexts.get(strings)
  if (known !== undefined) return { text: known, params: [...values] }
  if (!values.some((value) => value instanceof Asked)) {
    const text = squeezed(strings.reduce((before, part, at) => `${before}$${at}${part}`))
    plainTexts.set(strings, text)
    return { text, params: [...values] }
  }
  const params: unknown[] = []
  const write = (piece: TemplateStringsArray, inner: readonly unknown[]): string =>
    piece.reduce((before, part, at) => {
      const value = inner[at - 1]
      if (value instanceof Asked) return before + write(value.strings, value.values) + part
      params.push(value)
      return `${before}$${params.length}${part}`
    })
  return { text: squeezed(write(strings, values)), params }
}

/** What postgres.js is to us, over whatever answers. */
export function clientOver(ask: Ask, begin: <T>(work: (client: Sql) => Promise<T>) => Promise<T>): Sql {
  const client = Object.assign(
    (strings: TemplateStringsArray, ...values: unknown[]) => new Asked(ask, strings, values),
    {
      options: { parsers: {}, serializers: {} },
      unsafe: (text: string, params: readonly unknown[] = []) => {
        const sent = async () => ask(squeezed(text), params)
        return {
          // oxlint-disable-next-line unicorn/no-thenable -- postgres.js' queries are
          then: (...told: Parameters<Promise<readonly object[]>['then']>) =>
            sent()
              .then(({ rows }) => rows)
              .then(...told),
          values: async () => {
            const { rows, columns } = await sent()
            return rows.map((row) => columns.map((column) => (row as Row)[column] ?? null))
          },
        }
      },
      begin,
    },
  )
  return client as unknown as Sql
}

export const drizzleOver = (client: Sql): Database => drizzle({ client, casing: 'snake_case' })

/** Our database, in memory: it answers the statements that the service sends. */
export function createMemoryDatabase(weaknesses?: ReadonlySet<Weakness>) {
  const books: Books = createBooks(weaknesses)
  const statements = createStatements(books)
  type How = { by: 'hand'; statement: Statement } | { by: 'drizzle'; plan: Plan }
  const known = new Map<string, How>()
  /** Ours, not the service's: it may take them for an outage and go on. */
  const defects: unknown[] = []
  function read(text: string): How {
    const statement = statements.find((one) => one.known.test(text))
    const how: How = statement ? { by: 'hand', statement } : { by: 'drizzle', plan: readPlain(text) }
    known.set(text, how)
    return how
  }
  const ask = (text: string, params: readonly unknown[]): Answer =>
    books.transaction(() => {
      try {
        const how = known.get(text) ?? read(text)
        if (how.by === 'drizzle') return how.plan(books, params)
        const rows = how.statement.answer(params as readonly never[])
        return { rows, columns: rows[0] ? Object.keys(rows[0]) : [] }
      } catch (error) {
        if (!(error instanceof Refused)) defects.push(error)
        throw error
      }
    })
  const sql: Sql = clientOver(
    (text, params) => ask(text, params),
    async (work) => work(sql),
  )
  const expectSound = () => {
    if (defects.length > 0) throw defects[0]
  }
  return { books, ask, sql, db: drizzleOver(sql), expectSound }
}
export type MemoryDatabase = ReturnType<typeof createMemoryDatabase>
