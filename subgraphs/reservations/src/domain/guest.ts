import { z } from 'zod'

export type Guest = { givenName: string; familyName: string; email: string; phone: string | null }

type Entry = { givenName: string; familyName: string; email: string; phone?: string | null }

/** Control characters would break a mail's header and a receipt's line. */
const controls = /\p{Cc}/u
const email = z.email().max(254)

const names = { givenName: 'The first name', familyName: 'The surname' } as const

/** The guest as we keep them, or which entry cannot be used and why. */
export function readGuest(entry: Entry): { guest: Guest } | { field: string; message: string } {
  const guest = {
    givenName: entry.givenName.trim().normalize('NFC'),
    familyName: entry.familyName.trim().normalize('NFC'),
    email: entry.email.trim(),
    phone: entry.phone?.trim() || null,
  }
  for (const field of ['givenName', 'familyName'] as const) {
    const refuse = (why: string) => ({ field: `guest.${field}`, message: `${names[field]} ${why}` })
    if (guest[field] === '') return refuse('is missing. Write it as in the passport.')
    if (guest[field].length > 100) return refuse('is longer than 100 characters. Shorten it.')
    if (controls.test(guest[field])) return refuse('has a character that cannot be printed. Type it again.')
    if (!/[\p{L}\p{N}]/u.test(guest[field])) return refuse('has no letter. Write it as in the passport.')
  }
  if (!email.safeParse(guest.email).success)
    return { field: 'guest.email', message: 'This cannot be an email address. The confirmation goes there: check it.' }
  if (guest.phone !== null && (guest.phone.length > 40 || !/^[+0-9(][0-9 ()./-]*\d[0-9 ()./-]*$/.test(guest.phone)))
    return {
      field: 'guest.phone',
      message: 'This cannot be a phone number. Write it as +33 1 23 45 67 89, or leave it out.',
    }
  return { guest }
}

/** Wishes to the hotel, or why they cannot be passed on. */
export function readRequests(text: string | null | undefined): { requests: string | null } | { message: string } {
  const requests = text?.trim() || null
  if (requests !== null && requests.length > 1_000)
    return { message: 'The wishes are longer than 1000 characters. Shorten them.' }
  return { requests }
}
