import * as v from 'valibot'

import { stored } from '../ui/stored.ts'

// A reservation is read with its reference and the guest's surname. The address of its page holds the reference only; the
// surname that was typed, or booked with, is remembered for as long as this tab lives.

const surnames = stored('session', 'staygraph:guests', (raw) => {
  const read = v.safeParse(v.record(v.string(), v.string()), raw)
  return read.success ? read.output : null
})

/** References are told by phone and typed by hand: LX7-4KQ9 is lx74kq9 is LX7 4KQ9. */
export function referenceFrom(typed: string): string {
  const letters = typed.toUpperCase().replaceAll(/[^0-9A-Z]/g, '')
  return letters.length > 3 ? `${letters.slice(0, 3)}-${letters.slice(3)}` : letters
}

export const rememberGuest = (reference: string, surname: string): void =>
  surnames.set({ ...surnames.get(), [referenceFrom(reference)]: surname })

/** The surname that opens this reservation, when this tab knows it. */
export const useKnownGuest = (reference: string): string | null => surnames.use()?.[referenceFrom(reference)] ?? null
export const forgetGuests = (): void => surnames.set(null)
