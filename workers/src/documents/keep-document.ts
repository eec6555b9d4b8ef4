import { createHash } from 'node:crypto'

import { eq } from 'drizzle-orm'

import type { DocumentContext } from '../context.ts'
import { documents } from '../database/tables.ts'
import type { TypesetOptions } from '../typesetting/typeset.ts'

export type KeptDocument = typeof documents.$inferSelect

type Unrendered = {
  key: string
  number: string
  reservationId: string
  fileName: string
  page: () => Promise<TypesetOptions>
}

/** The document of this key as it was first rendered, or null. */
export async function findDocument(key: string, { db }: Pick<DocumentContext, 'db'>): Promise<KeptDocument | null> {
  const [known] = await db.select().from(documents).where(eq(documents.key, key))
  return known ?? null
}

/**
 * The document of this key: the one kept, else rendered now and kept. Two that render at once keep one: the first row
 * in wins, and both answer it.
 */
export async function keepDocument({ page, ...document }: Unrendered, context: DocumentContext): Promise<KeptDocument> {
  const known = await findDocument(document.key, context)
  if (known) return known
  const bytes = await context.renderer.pdf(await page())
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  await context.db
    .insert(documents)
    .values({ ...document, mediaType: 'application/pdf', bytes, sha256, renderedAt: context.now() })
    .onConflictDoNothing()
  const kept = await findDocument(document.key, context)
  if (!kept) throw new Error(`the document ${document.key} was kept, and is not there`)
  return kept
}
