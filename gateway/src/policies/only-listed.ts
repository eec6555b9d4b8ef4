import type { Viewer } from '@staygraph/subgraph-kit/identity'
import type { Logger } from '@staygraph/subgraph-kit/log'

import { hashOf, type RegisteredOperation } from '../execution/registered-operations.ts'
import { notListed } from '../gateway-metrics.ts'
import type { IsDeveloper } from './developers.ts'

/**
 * Who may ask only for operations that are registered. `audit`: nobody, but what everybody would be refused is counted
 * and told. `people`: whoever comes without an API key, as browsers do. `everyone`: integrators too. Never developers.
 */
export const listedModes = ['off', 'audit', 'people', 'everyone'] as const
export type ListedMode = (typeof listedModes)[number]

export type OnlyListedOptions = {
  mode: ListedMode
  registered: readonly RegisteredOperation[]
  isDeveloper: IsDeveloper
  logger: Logger
}

export type NotListed = { code: 'OPERATION_NOT_LISTED'; message: string }
/** What is asked for, as it came: in the form of a body. */
export type RefuseNotListed = (asked: unknown, viewer: Viewer) => NotListed | undefined

const refusal: NotListed = {
  code: 'OPERATION_NOT_LISTED',
  message: 'Only operations that are registered are answered here. This is none of them.',
}
const sha256 = /^[0-9a-f]{64}$/
/** So many are told in the log, each once: who may send any text may send any number of them. */
const mostTold = 1_000

/**
 * Says no to operations that are not registered: by the very text, or by the hash of it. What clients registered by
 * themselves (automatic persisted queries) does not count, whoever did. Undefined: everything may be asked for.
 */
export function onlyListed({ mode, registered, isDeveloper, logger }: OnlyListedOptions): RefuseNotListed | undefined {
  if (mode === 'off') return undefined
  const hashes = new Set(registered.map(({ hash }) => hash))
  const texts = new Set(registered.map(({ text }) => text))
  const told = new Set<string>()

  return (asked, viewer) => {
    const { text, hash } = readAsked(asked)
    // Neither: there is no operation, as is told elsewhere.
    const listed = text === undefined ? hash === undefined || hashes.has(hash) : texts.has(text)
    if (listed || (mode === 'people' && viewer.kind === 'integrator') || isDeveloper(viewer)) return undefined
    const outcome = mode === 'audit' ? 'told' : 'refused'
    notListed.inc({ viewer: viewer.kind, outcome })
    if (mode !== 'audit') return refusal
    if (told.size >= mostTold) return undefined
    const key = text === undefined ? (hash ?? '') : hashOf(text)
    if (!sha256.test(key) || told.has(key)) return undefined
    told.add(key)
    logger.info({ hash: key, viewer: viewer.kind }, 'an operation is asked for that is not listed')
    return undefined
  }
}

/** A text goes before a hash, as it does where it is executed; those that do not belong together are refused there. */
function readAsked(asked: unknown) {
  const { query, extensions } = isRecord(asked) ? asked : {}
  const persisted = isRecord(extensions) ? extensions['persistedQuery'] : undefined
  const hash = isRecord(persisted) ? persisted['sha256Hash'] : undefined
  return {
    text: typeof query === 'string' ? query : undefined,
    hash: typeof hash === 'string' ? hash : undefined,
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
