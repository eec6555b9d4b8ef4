import * as v from 'valibot'

import { t } from '../language/i18n.ts'

const required = (message: string, most: number, tooLong: string) =>
  v.pipe(v.string(), v.trim(), v.minLength(1, message), v.maxLength(most, tooLong))

const entries = () =>
  v.object({
    givenName: required(t('Enter the first name of the guest.'), 100, t('A name can have at most 100 characters.')),
    familyName: required(t('Enter the surname of the guest.'), 100, t('A name can have at most 100 characters.')),
    email: v.pipe(
      v.string(),
      v.trim(),
      v.minLength(1, t('Enter an email address: the confirmation and the receipt go there.')),
      v.maxLength(254, t('This email address is too long.')),
      // Not a proof that it exists, only that something stands on both sides of the @ and the domain has a dot.
      v.regex(/^[^\s@]+@[^\s@]+\.[^\s@.]+$/, t('This is not an email address: name@example.com.')),
    ),
    phone: v.pipe(
      v.string(),
      v.trim(),
      v.regex(/^(\+?[\d\s().\-/]{5,40})?$/, t('Enter a phone number in digits, or leave this empty.')),
    ),
    requests: v.pipe(v.string(), v.trim(), v.maxLength(1000, t('A wish can have at most 1000 characters.'))),
  })

/** What the guest typed at checkout. */
export type GuestEntries = { givenName: string; familyName: string; email: string; phone: string; requests: string }
export type GuestField = keyof GuestEntries
export const NO_ENTRIES: GuestEntries = { givenName: '', familyName: '', email: '', phone: '', requests: '' }

/** In the order in which they stand on the page, as the summary of errors tells them. */
export const GUEST_FIELDS: readonly GuestField[] = ['givenName', 'familyName', 'email', 'phone', 'requests']

export type Checked =
  | { entries: GuestEntries; errors: null }
  | { entries: null; errors: Partial<Record<GuestField, string>> }

/** The entries as they will be sent, or what is wrong with each. */
export function check(typed: GuestEntries): Checked {
  const read = v.safeParse(entries(), typed)
  if (read.success) return { entries: read.output, errors: null }
  const errors: Partial<Record<GuestField, string>> = {}
  for (const issue of read.issues) {
    const field = issue.path?.[0]?.key as GuestField
    errors[field] ??= issue.message
  }
  return { entries: null, errors }
}

/** Which field of ours the graph means: `guest.email` is email. Null when it means none of them. */
export const fieldOf = (field: string): GuestField | null =>
  GUEST_FIELDS.find((known) => field === known || field === `guest.${known}`) ?? null
