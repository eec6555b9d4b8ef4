import { z } from 'zod'

/** The claim of a signed link to a document (audience `documents`): what may be downloaded with it. */
export const documentLink = z.object({ kind: z.enum(['RECEIPT', 'CREDIT_NOTE', 'CALENDAR']), id: z.string() })
export type DocumentLink = z.infer<typeof documentLink>
