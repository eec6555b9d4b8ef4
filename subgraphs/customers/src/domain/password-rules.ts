export const shortestPassword = 10
export const longestPassword = 256

/** The same password typed on another keyboard: composed alike (NIST SP 800-63B, 3.1.1.2). */
export const normalisePassword = (typed: string) => typed.normalize('NFKC')

/**
 * Why a password is refused, as a sentence to read; null when it is accepted. No rules of composition: length, and not
 * what is tried first. `common` holds passwords in lower case.
 */
export function whyWeak(typed: string, email: string, common: ReadonlySet<string>): string | null {
  const password = normalisePassword(typed)
  const length = [...password].length
  if (length < shortestPassword) return `The password is too short. Use at least ${shortestPassword} characters.`
  if (length > longestPassword) return `The password is too long. Use at most ${longestPassword} characters.`
  const lower = password.toLowerCase()
  if (common.has(lower)) return 'Many people use this password, so it is tried first. Choose another.'
  if (lower === email.toLowerCase()) return 'The password must not be your address.'
  if (new Set(lower).size < 4) return 'The password repeats too few characters. Choose another.'
  return null
}
