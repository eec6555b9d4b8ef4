import { GraphQLError } from 'graphql'

import { isSilent } from '../outage.ts'

// What staff read when something was not done: the fact, then the remedy.

/** The same answer whether the hotel, the room or the reservation is another hotel's or is not at all. */
export const notHotelStaff = () => ({
  __typename: 'NotHotelStaff' as const,
  message: 'Only the staff of this hotel may do this. Sign in with the account that works there.',
})
export const invalidDates = (message: string) => ({ __typename: 'InvalidDates' as const, message })
export const noSuchRoomType = () => ({
  __typename: 'NoSuchRoomType' as const,
  message: 'The hotel has no such type of room. Take one of the desk’s `roomTypes`.',
})
export const invalidRooms = (field: string, message: string) => ({
  __typename: 'InvalidRooms' as const,
  field,
  message,
})
export const notPossibleNow = (message: string) => ({ __typename: 'NotPossibleNow' as const, message })
export const noRoomFree = () => ({
  __typename: 'NoRoomFree' as const,
  message: 'No room of this type is free on these nights. Register more, or wait until one is left.',
})

/** What is said twice is done once, so a desk whose words were lost says them again. */
export async function saidAgain<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work()
  } catch (error) {
    if (!isSilent(error)) throw error
    throw new GraphQLError('We cannot read our records just now. Say it again: what is said twice is done once.', {
      extensions: { code: 'SUBGRAPH_UNAVAILABLE', retryable: true, retryAfterSeconds: 3 },
      originalError: error as Error,
    })
  }
}
