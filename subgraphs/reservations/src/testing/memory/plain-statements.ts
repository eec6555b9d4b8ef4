import type { Books } from './books.ts'
import { Refused, type BookingRow, type Row, type Table } from './tables.ts'

// The plain statements that drizzle writes: one table, its columns, conditions joined by `and` and `or`. They are read
// once each. Whatever else a statement says is unknown here, and refused.

type Params = readonly unknown[]
type Value = (row: Row, params: Params) => unknown
type Test = (row: Row, params: Params) => boolean
export type Answered = { columns: readonly string[]; rows: Row[] }
export type Plan = (books: Books, params: Params) => Answered

const token = /"(?<name>\w+)"|\$(?<param>\d+)|(?<word>[a-z_]+|\d+)|(?<sign><=|>=|<>|[(),.=<>*])|::uuid\[\]|\s+/gy

class Reader {
  readonly #tokens: string[] = []
  #at = 0
  readonly #text: string
  constructor(text: string) {
    this.#text = text
    let end = 0
    for (const found of text.matchAll(token)) {
      end = found.index + found[0].length
      const { name, param, word, sign } = found.groups ?? {}
      const read = name ? `"${name}` : param ? `$${param}` : (word ?? sign)
      if (read) this.#tokens.push(read)
    }
    if (end !== text.length) this.fail()
  }
  fail(): never {
    throw new Error(`the database in memory does not know the statement: ${this.#text}`)
  }
  get done() {
    return this.#at >= this.#tokens.length
  }
  peek = (ahead = 0) => this.#tokens[this.#at + ahead]
  next(): string {
    const read = this.#tokens[this.#at]
    if (read === undefined) this.fail()
    this.#at += 1
    return read
  }
  /** Whether these come next; then they are read. */
  has(...wanted: string[]): boolean {
    if (!wanted.every((one, ahead) => this.peek(ahead) === one)) return false
    this.#at += wanted.length
    return true
  }
  expect(...wanted: string[]): void {
    if (!this.has(...wanted)) this.fail()
  }
  /** A name, perhaps with its table's. */
  column(): string {
    const first = this.next()
    const name = this.has('.') ? this.next() : first
    if (!name.startsWith('"')) this.fail()
    return name.slice(1)
  }
  param(): Value {
    const read = this.next()
    if (read === 'default') return () => undefined
    if (!read.startsWith('$')) this.fail()
    const at = Number(read.slice(1)) - 1
    return (_, params) => params[at]
  }
  list<T>(each: () => T): T[] {
    const all = [each()]
    while (this.has(',')) all.push(each())
    return all
  }
}

const compared: Record<string, (one: never, other: never) => boolean> = {
  '=': (one, other) => one === other,
  '<>': (one, other) => one !== other,
  '<': (one, other) => one < other,
  '<=': (one, other) => one <= other,
  '>': (one, other) => one > other,
  '>=': (one, other) => one >= other,
}

function readTest(reader: Reader): Test {
  const atom = (): Test => {
    if (reader.has('(')) {
      const inner = readTest(reader)
      reader.expect(')')
      return inner
    }
    const column = reader.column()
    if (reader.has('is', 'null')) return (row) => row[column] === null
    if (reader.has('is', 'not', 'null')) return (row) => row[column] !== null
    const not = reader.has('not')
    if (reader.has('in')) {
      reader.expect('(')
      const values = reader.list(() => reader.param())
      reader.expect(')')
      return (row, params) => values.some((value) => value(row, params) === row[column]) !== not
    }
    if (reader.has('=', 'any', '(')) {
      const values = reader.param()
      reader.expect(')')
      return (row, params) => (values(row, params) as unknown[]).includes(row[column])
    }
    const compare = compared[reader.next()] ?? reader.fail()
    const value = reader.param()
    return (row, params) => row[column] !== null && compare(row[column] as never, value(row, params) as never)
  }
  const all = (): Test => {
    const tests = [atom()]
    while (reader.has('and')) tests.push(atom())
    return tests.length === 1 && tests[0] ? tests[0] : (row, params) => tests.every((test) => test(row, params))
  }
  const tests = [all()]
  while (reader.has('or')) tests.push(all())
  return tests.length === 1 && tests[0] ? tests[0] : (row, params) => tests.some((test) => test(row, params))
}
const always: Test = () => true
const readWhere = (reader: Reader): Test => (reader.has('where') ? readTest(reader) : always)

const tableOf = (books: Books, name: string): Table<Row> => {
  const table = books.tables[name]
  if (!table) throw new Error(`the database in memory has no table ${name}`)
  return table
}
/** Only what a condition on the group's column leaves is looked at. */
function candidates(table: Table<Row>, text: string, params: Params): Row[] {
  const group = /where "\w+"\."(reservation_id|id)" = \$(\d+)/.exec(text)
  if (!group) return table.all()
  const value = String(params[Number(group[2]) - 1])
  if (group[1] === 'reservation_id') return table.isGrouped ? table.of(value) : table.all()
  const row = table.get(value)
  return row ? [row] : []
}

const json = new Set(['detail', 'failure', 'payload', 'jwk', 'notice'])
const kept = (column: string, value: unknown) =>
  json.has(column) && typeof value === 'string' ? (JSON.parse(value) as unknown) : value

function readSelect(text: string, reader: Reader): Plan {
  if (reader.has('count', '(', '*', ')')) {
    reader.expect('from')
    const name = reader.column()
    const test = readWhere(reader)
    if (!reader.done) reader.fail()
    return (books, params) => ({
      columns: ['count'],
      rows: [
        {
          count: tableOf(books, name)
            .all()
            .filter((row) => test(row, params)).length,
        },
      ],
    })
  }
  const columns = reader.list(() => reader.column())
  reader.expect('from')
  const name = reader.column()
  const test = readWhere(reader)
  const order = reader.has('order', 'by')
    ? reader.list(() => ({ column: reader.column(), down: reader.has('desc') || (reader.has('asc') && false) }))
    : []
  const limit: Value | null = reader.has('limit') ? reader.param() : null
  if (!reader.done) reader.fail()
  return (books, params) => {
    const found = candidates(tableOf(books, name), text, params).filter((row) => test(row, params))
    const sorted =
      order.length === 0 || found.length < 2 ? found : found.toSorted((one, other) => sort(one, other, order))
    return { columns, rows: limit ? sorted.slice(0, Number(limit({}, params))) : sorted }
  }
}
function sort(one: Row, other: Row, order: readonly { column: string; down: boolean }[]): number {
  for (const { column, down } of order) {
    const [first, second] = [one[column] as number, other[column] as number]
    if (first !== second) return first < second === down ? 1 : -1
  }
  return 0
}

const readReturning = (reader: Reader) => (reader.has('returning') ? reader.list(() => reader.column()) : [])

function readUpdate(text: string, reader: Reader): Plan {
  const name = reader.column()
  reader.expect('set')
  const sets = reader.list(() => {
    const column = reader.column()
    reader.expect('=')
    return { column, value: reader.param() }
  })
  const test = readWhere(reader)
  const columns = readReturning(reader)
  if (!reader.done) reader.fail()
  return (books, params) => {
    const table = tableOf(books, name)
    const rows = candidates(table, text, params).filter((row) => test(row, params))
    for (const row of rows) {
      const changes = Object.fromEntries(sets.map(({ column, value }) => [column, kept(column, value(row, params))]))
      if (name === 'reservations') books.updateReservation(row as BookingRow, changes)
      else table.update(row, changes)
    }
    return { columns, rows: columns.length > 0 ? rows : [] }
  }
}

/** What a table's columns have when nothing is said. */
const defaults: Record<string, Row> = { partner_findings: { settled_at: null, settlement: null } }

function readInsert(reader: Reader): Plan {
  const name = reader.column()
  reader.expect('(')
  const columns = reader.list(() => reader.column())
  reader.expect(')', 'values')
  const rows = reader.list(() => {
    reader.expect('(')
    const values = reader.list(() => reader.param())
    reader.expect(')')
    return values
  })
  const onConflict = reader.has('on', 'conflict')
  if (onConflict && reader.has('(')) {
    reader.column()
    reader.expect(')')
  }
  const nothing = onConflict && reader.has('do', 'nothing')
  const sets =
    onConflict && !nothing && reader.has('do', 'update', 'set')
      ? reader.list(() => {
          const column = reader.column()
          reader.expect('=')
          return { column, value: reader.param() }
        })
      : []
  const returning = readReturning(reader)
  if (!reader.done) reader.fail()
  return (books, params) => {
    const table = tableOf(books, name)
    const made: Row[] = []
    for (const values of rows) {
      const row: Row = { ...defaults[name] }
      for (const [at, column] of columns.entries()) {
        const value = values[at]?.({}, params)
        if (value !== undefined) row[column] = kept(column, value)
      }
      if (columns.includes('id') && row['id'] === undefined) row['id'] = books.newId()
      if (table.insertNew(row)) made.push(row)
      else if (!nothing) {
        const known = table.conflicting(row)
        if (!known || sets.length === 0) throw new Refused('23505', `duplicate key in ${name}`)
        table.update(known, Object.fromEntries(sets.map(({ column, value }) => [column, value(known, params)])))
      }
    }
    return { columns: returning, rows: returning.length > 0 ? made : [] }
  }
}

function readDelete(text: string, reader: Reader): Plan {
  reader.expect('from')
  const name = reader.column()
  const test = readWhere(reader)
  if (!reader.done) reader.fail()
  return (books, params) => {
    const table = tableOf(books, name)
    for (const row of candidates(table, text, params).filter((one) => test(one, params))) table.delete(row)
    return { columns: [], rows: [] }
  }
}

/** How a plain statement is done. */
export function readPlain(text: string): Plan {
  const reader = new Reader(text)
  switch (reader.next()) {
    case 'select':
      return readSelect(text, reader)
    case 'update':
      return readUpdate(text, reader)
    case 'insert':
      reader.expect('into')
      return readInsert(reader)
    case 'delete':
      return readDelete(text, reader)
    default:
      return reader.fail()
  }
}
