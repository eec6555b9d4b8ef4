import { noteAvailability } from '../use-cases/note-availability.ts'

type Told = Parameters<typeof noteAvailability>

/** One event, as reservations tells it. */
export const tellAvailability = (change: Told[0][number], context: Told[1]): Promise<number> =>
  noteAvailability([change], context)
