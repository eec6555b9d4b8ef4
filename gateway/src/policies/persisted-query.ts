import { hashOf } from '../execution/registered-operations.ts'
import type { TextRefusal } from './text-bounds.ts'

const sha256 = /^[0-9a-f]{64}$/

/**
 * What is wrong with how an operation is asked for by hash (Apollo's automatic persisted queries). Undefined: nothing.
 * `textOf`: the text that a hash is known to be of, which spares making it of the same text again.
 */
export function refusePersisted(
  extensions: unknown,
  text: unknown,
  textOf: (hash: string) => string | undefined,
): TextRefusal | undefined {
  const persisted = isRecord(extensions) ? extensions['persistedQuery'] : undefined
  if (!persisted) return undefined
  const { version, sha256Hash } = isRecord(persisted) ? persisted : {}
  if (version !== 1 || typeof sha256Hash !== 'string' || !sha256.test(sha256Hash))
    return {
      code: 'BAD_REQUEST',
      message: '`persistedQuery` is `{ version: 1, sha256Hash: <64 hexadecimal digits> }`.',
    }
  if (typeof text === 'string' && textOf(sha256Hash) !== text && hashOf(text) !== sha256Hash)
    return { code: 'PERSISTED_QUERY_HASH_WRONG', message: 'The hash is not that of the operation’s text.' }
  return undefined
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
