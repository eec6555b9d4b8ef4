import { randomBytes } from 'node:crypto'

import { hash, verify } from '@node-rs/argon2'

import { normalisePassword } from '../domain/password-rules.ts'

/** OWASP's password storage cheat sheet: argon2id (this library's own choice), 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export type Passwords = Awaited<ReturnType<typeof openPasswords>>

/** Hashes and verifies, off the event loop. An address without an account costs the same time as one with. */
export async function openPasswords() {
  const nobodys = await hash(randomBytes(32), cost)
  return {
    hash: (password: string) => hash(normalisePassword(password), cost),
    /** `known` undefined: there is no such account. It is verified all the same, and refused. */
    verify: async (known: string | undefined, password: string) =>
      (await verify(known ?? nobodys, normalisePassword(password))) && known !== undefined,
  }
}
