import { randomBytes } from 'node:crypto'

import { inMemory, openJournal, type Journal, type Line } from './journal.ts'
import type { Kind, Records } from './records.ts'

type Tables = { [K in Kind]: Map<string, Records[K]> }
const KINDS: Kind[] = [
  'payment_method',
  'customer',
  'intent',
  'charge',
  'refund',
  'dispute',
  'balance',
  'session',
  'setup',
  'event',
  'delivery',
  'answer',
  'vault',
]

/** What reads need: a transaction sees its own puts, the books see what is committed. */
export type Reader = { get: <K extends Kind>(kind: K, id: string) => Records[K] | undefined }

/** The bank's whole state: in memory for reading, in the journal for keeping. */
export class Books implements Reader {
  #tables = Object.fromEntries(KINDS.map((kind) => [kind, new Map()])) as unknown as Tables
  /** Ids in the order of their birth: lists answer the newest first. */
  #born = Object.fromEntries(KINDS.map((kind) => [kind, [] as string[]])) as Record<Kind, string[]>
  #byMetadata = new Map<string, Set<string>>()
  #byChallenge = new Map<string, string>()
  #journal: Journal

  constructor(file: string) {
    this.#journal = file === ':memory:' ? inMemory : openJournal(file, (line) => this.#apply(line))
    if (!this.get('vault', 'vault')) this.#openVault()
  }

  get<K extends Kind>(kind: K, id: string): Records[K] | undefined {
    return this.#tables[kind].get(id)
  }

  born(kind: Kind): readonly string[] {
    return this.#born[kind]
  }

  all<K extends Kind>(kind: K): Iterable<Records[K]> {
    return this.#tables[kind].values()
  }

  /** Intents that bear this metadata, oldest first. */
  intentsWith(key: string, value: string): string[] {
    return [...(this.#byMetadata.get(`${key}=${value}`) ?? [])]
  }

  /** The intent that waits (or waited) for this 3-D Secure challenge. */
  intentOfChallenge(id: string): Records['intent'] | undefined {
    return this.get('intent', this.#byChallenge.get(id) ?? '')
  }

  begin(): Transaction {
    return new Transaction(this, (line) => {
      this.#apply(line)
      this.#journal.append(line)
    })
  }

  /** Resolves when everything committed so far would survive a power cut. */
  settled(): Promise<void> {
    return this.#journal.settled()
  }

  /** Forget everything. */
  async clear() {
    await this.#journal.clear()
    for (const kind of KINDS) {
      this.#tables[kind].clear()
      this.#born[kind].length = 0
    }
    this.#byMetadata.clear()
    this.#byChallenge.clear()
    this.#openVault()
  }

  close(): Promise<void> {
    return this.#journal.close()
  }

  #openVault() {
    const transaction = this.begin()
    transaction.put('vault', { id: 'vault', fingerprintKey: randomBytes(32).toString('hex') })
    transaction.commit()
  }

  #apply(line: Line) {
    for (const [kind, record] of line as [Kind, Records[Kind]][]) {
      const table = this.#tables[kind] as Map<string, Records[Kind]>
      if (!table.has(record.id)) this.#born[kind].push(record.id)
      table.set(record.id, record)
      if (kind === 'intent') this.#index(record as Records['intent'])
    }
  }

  #index({ id, metadata, challenge }: Records['intent']) {
    if (challenge) this.#byChallenge.set(challenge.id, id)
    for (const [key, value] of Object.entries(metadata)) {
      const entry = `${key}=${value}`
      const ids = this.#byMetadata.get(entry) ?? new Set()
      this.#byMetadata.set(entry, ids.add(id))
    }
  }
}

/** Puts that become visible, and durable, together or not at all. */
export class Transaction implements Reader {
  #books: Reader
  #write: (line: Line) => void
  #puts = new Map<string, [Kind, Records[Kind]]>()

  constructor(books: Reader, write: (line: Line) => void) {
    this.#books = books
    this.#write = write
  }

  get<K extends Kind>(kind: K, id: string): Records[K] | undefined {
    return (this.#puts.get(`${kind}/${id}`)?.[1] as Records[K] | undefined) ?? this.#books.get(kind, id)
  }

  put<K extends Kind>(kind: K, record: Records[K]): Records[K] {
    this.#puts.set(`${kind}/${record.id}`, [kind, record])
    return record
  }

  /** Put an existing record again with some fields changed. */
  change<K extends Kind>(kind: K, id: string, changes: Partial<Records[K]>): Records[K] {
    const record = this.get(kind, id)
    if (!record) throw new Error(`No ${kind} ${id} to change`)
    return this.put(kind, { ...record, ...changes })
  }

  /** What was put of one kind, in order. */
  puts<K extends Kind>(kind: K): Records[K][] {
    return [...this.#puts.values()].filter(([put]) => put === kind).map(([, record]) => record as Records[K])
  }

  discard() {
    this.#puts = new Map()
  }

  commit() {
    if (this.#puts.size > 0) this.#write([...this.#puts.values()])
    this.#puts = new Map()
  }
}
