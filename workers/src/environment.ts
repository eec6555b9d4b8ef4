import { processEnvironment, storeEnvironment } from '@staygraph/subgraph-kit/environment'
import { z } from 'zod'

/** What both processes of this folder read. */
export const documentEnvironment = {
  ...processEnvironment,
  ...storeEnvironment,
  PAYMENTS_URL: z.url(),
  /** Where the site is: documents and mails point to its pages. */
  PUBLIC_SITE_URL: z.url(),
  /** Processes that set documents, at once. */
  RENDER_PROCESSES: z.coerce.number().int().min(1).max(16).default(1),
}

/** The pages of the site at this address. */
export const siteAt = (publicSiteUrl: string) => ({
  reservation: (reference: string) => new URL(`/trips/${encodeURIComponent(reference)}`, publicSiteUrl).href,
})
