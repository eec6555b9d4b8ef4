import { z } from 'zod'

/** `email`: to write to. `key`: what makes two addresses the same. */
export type EmailAddress = { email: string; key: string }

const valid = z.email().max(254)

/**
 * Reads an address as people type it: blanks around it, any case, a domain in any script (kept as DNS has it). Null when
 * it cannot be one. Case is ignored in the whole address: RFC 5321 would let `Ada@` and `ada@` differ, nobody's mail does.
 */
export function readEmailAddress(typed: string): EmailAddress | null {
  const text = typed.trim().normalize('NFC')
  const at = text.lastIndexOf('@')
  const email = `${text.slice(0, Math.max(at, 0))}@${domainOf(text.slice(at + 1))}`
  return valid.safeParse(email).success ? { email, key: email.toLowerCase() } : null
}

function domainOf(text: string): string {
  if (text === '' || /[^\p{L}\p{N}\p{M}.-]/u.test(text)) return ''
  try {
    return new URL(`http://${text}`).hostname
  } catch {
    return ''
  }
}
