import { createHash } from 'node:crypto'

/** What is kept of a secret of 256 random bits: nothing to guess, so a plain SHA-256 is enough (a password needs more). */
export const hashOfSecret = (secret: string) => createHash('sha256').update(secret).digest('base64url')
