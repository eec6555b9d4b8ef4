import type { Call, Sister } from '@staygraph/subgraph-kit/command'
import type { Database } from '@staygraph/subgraph-kit/database'

import type { Mailer } from './mail/mailer.ts'
import type { Renderer } from './typesetting/renderer.ts'

/** Pages of the site that documents and mails point to. */
export type Site = {
  /** The page of a reservation, by its reference. */
  reservation: (reference: string) => string
}

/** What the making and keeping of a document needs. */
export type DocumentContext = { db: Database; renderer: Renderer; site: Site; now: () => Date }

/** What a job may reach for. Built once in main.ts, replaced by hand in tests. */
export type Context = DocumentContext & {
  mailer: Mailer
  /** Asks a sister service for what a job's payload does not carry. */
  call: Call
  payments: Sister
  /** Where hotels manage their reservations; null while there is no such place. */
  extranetUrl: string | null
}
