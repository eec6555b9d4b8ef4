import type { Reader } from '../books/books.ts'

/** What is needed to draw a record in the wire's shape: the books to look beside it, and where the hosted pages are. */
export type View = { reader: Reader; publicUrl: string }
