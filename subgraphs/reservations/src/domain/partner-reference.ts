/**
 * Our own name of a booking at a partner, the same in every attempt: the reservation's, and another for each change of
 * the stay, which is a booking of its own there.
 */
export const partnerReference = (reservationId: string, change: number | null = null) =>
  change === null ? reservationId : `${reservationId}-${change}`

/** Whose it is. A UUID has 36 characters. */
export const reservationOfReference = (reference: string) => reference.slice(0, 36)
