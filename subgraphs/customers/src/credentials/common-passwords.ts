import { dictionary } from '@zxcvbn-ts/language-common'

import { shortestPassword } from '../domain/password-rules.ts'

/** The passwords most often seen in leaks, of those long enough to be accepted otherwise. */
export const commonPasswords: ReadonlySet<string> = new Set(
  dictionary['passwords-common'].filter((password) => password.length >= shortestPassword),
)
