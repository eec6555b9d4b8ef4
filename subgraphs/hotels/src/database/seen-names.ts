import type postgres from 'postgres'

import { subjectOfHotel } from '../domain/names/hotel-names.ts'
import { openBook, packBook, type NameBook, type Subject } from '../domain/names/name-book.ts'
import { readSeenHotels } from './name-books.ts'

/** Of hotels a book: so few that one is packed in some milliseconds. */
const hotelsABook = 2_048
/** What was seen may be written a while after it is said to have been: so much is read again. */
const againMs = 60_000

/**
 * The names of partners' hotels, as far as searches have seen them: they come and go while we serve, so each process packs
 * them itself, some at a time. A book is packed anew until it is full. One that was given another name has both, until
 * the process ends.
 */
export class SeenNames {
  readonly #sql: postgres.Sql
  readonly #known = new Map<string, string>()
  #books: NameBook[] = []
  /** The subjects of the last book. */
  #last: Subject[] = []
  #upToMs = 0

  constructor(sql: postgres.Sql) {
    this.#sql = sql
  }

  get books(): readonly NameBook[] {
    return this.#books
  }

  /** Reads what was seen since the last time. */
  async follow(): Promise<void> {
    let after = { seenMs: this.#upToMs - againMs, ref: '' }
    for (;;) {
      const seen = await readSeenHotels(this.#sql, after, hotelsABook)
      const last = seen.at(-1)
      if (!last) return
      const news = seen.filter(({ ref, name }) => this.#known.get(ref) !== name)
      for (const { ref, name } of news) this.#known.set(ref, name)
      if (news.length > 0) this.#add(news.map(subjectOfHotel))
      this.#upToMs = Math.max(this.#upToMs, last.seenMs)
      if (seen.length < hotelsABook) return
      after = last
    }
  }

  #add(subjects: readonly Subject[]): void {
    const full = this.#last.length === 0 ? this.#books : this.#books.slice(0, -1)
    const open = [...this.#last, ...subjects]
    const books: NameBook[] = []
    while (open.length > 0) {
      const some = open.splice(0, hotelsABook)
      books.push(openBook(packBook(some)))
      this.#last = some.length < hotelsABook ? some : []
    }
    this.#books = [...full, ...books]
  }
}
