import type { AtDesk } from './desk-reservation.ts'

export const roomNotFree = (number: string | null, reservations: AtDesk[]) => ({
  __typename: 'RoomNotFree' as const,
  message: `${number === null ? 'There is no such room' : `Room ${number} is not free on these nights, is of another type, or its guests have not left yet`}. Nothing was changed. Take another room.`,
  reservations,
})
