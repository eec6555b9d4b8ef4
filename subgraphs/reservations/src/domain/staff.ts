import type { Requester } from './requester.ts'

/** Whether somebody may work at a hotel's desk: their token says so. Whoever was removed may until it ends, ten minutes at most. */
export const worksAt = (requester: Requester & { staffOf?: readonly string[] | undefined }, hotelId: string): boolean =>
  requester.kind === 'customer' && (requester.staffOf ?? []).includes(hotelId)
