import type { DocumentNode } from 'graphql'

import { createKept, type Most } from './kept.ts'

/** Documents kept, and the length of all their texts: a document of 1 KB takes some 100 KB with all that hangs on it. */
const most: Most = { entries: 5_000, characters: 2_000_000 }

/**
 * The documents found valid, by their text; the one not asked for longest goes first. Their plans hang on them, and go
 * with them. (Apollo Server's own measures each document by writing it as JSON, which is dearer than parsing it.)
 */
export const createDocuments = (bounds = most) =>
  createKept<DocumentNode>(bounds, ({ loc }) => loc?.source.body.length ?? 1_000)
