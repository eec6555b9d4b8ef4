import { hash } from 'node:crypto'

import type { Viewer } from '@staygraph/subgraph-kit/identity'
import type { GraphQLSchema } from 'graphql'

import { isObject, type JsonObject } from '../execution/json.ts'
import type { Run } from '../execution/run.ts'
import { cacheLookups } from '../gateway-metrics.ts'
import { compileCachePolicy, type CachePolicy } from './cache-policy.ts'
import type { CacheRules } from './cache-rules.ts'
import type { CacheStore } from './cache-store.ts'

/** What is kept of what subgraphs answered, for one supergraph. */
export type Caching = {
  /** For a fetch of a plan. Undefined: nothing of what it answers may be kept. */
  forFetch(service: string, operation: string): FetchCache | undefined
  /** A subgraph was told to change something. `sure`: it answered, so that whatever it did is done. */
  changed(service: string, viewer: Viewer, sure: boolean): Promise<void>
}

export type FetchCache = {
  /**
   * Looks for answers to a fetch, one for each of these: the variables, or the representations of entities (then
   * `variables` are what else it depends on).
   */
  look(run: Run, asked: readonly string[], variables: string): Promise<Looked>
}

export type Looked = {
  /** As JSON, in the order asked; undefined: not there. */
  found: (string | undefined)[]
  /** Keeps what the subgraph answered instead: an object, as JSON. */
  keep(at: number, text: () => string): void
}

/** Everything that subgraphs and guards may tell viewers apart by. */
const viewerHash = (viewer: Viewer) => hash('sha256', JSON.stringify(viewer), 'base64url')
const tagOf = (service: string, viewer: string) => `viewer:${service}:${viewer}`

export function createCaching(
  rules: ReadonlyMap<string, CacheRules>,
  schema: GraphQLSchema,
  store: CacheStore,
): Caching {
  return {
    forFetch(service, operation) {
      const own = rules.get(service)
      const policy = own && compileCachePolicy(operation, own, schema)
      return policy && fetchCache(service, operation, policy, store)
    },
    async changed(service, viewer, sure) {
      if (viewer.kind === 'anonymous' || !rules.has(service)) return
      const tag = tagOf(service, viewerHash(viewer))
      await (sure ? store.end([tag]) : store.suspend([tag]))
    },
  }
}

function fetchCache(service: string, operation: string, policy: CachePolicy, store: CacheStore): FetchCache {
  // The planner calls each fetch after the client's operation: the same question by another name has the same answer.
  const unnamed = operation.replace(/^(\s*query)\s+\w+/, '$1')
  const base = hash('sha256', `${service}\n${unnamed}`, 'base64url')

  /** The versioned key of each, in full; undefined where nothing may be found nor kept. */
  const keysOf = async (asked: readonly string[], variables: string, viewer: Viewer) => {
    // Who has not said who they are has nothing of their own.
    if (policy.private && viewer.kind === 'anonymous') return asked.map(() => undefined)
    const whose = policy.private ? viewerHash(viewer) : ''
    const own = policy.private ? [tagOf(service, whose)] : []
    const begin = `${base}${whose}${variables.length} ${variables}`
    const tags = asked.map((text) => policy.tags(() => parsed(text)))
    if (own.length === 0 && tags.every((some) => some?.length === 0)) return asked.map((text) => begin + text)
    const versions = await store.versions([...new Set(tags.flatMap((some) => (some ? [...own, ...some] : [])))])
    return asked.map((text, at) => {
      const some = tags[at] && [...own, ...tags[at]]
      const held = some?.map((tag) => versions.get(tag))
      if (!held || held.includes(undefined)) return undefined
      return `${begin}${text}${JSON.stringify([some, held])}`
    })
  }

  const findElsewhere = async (keys: readonly (string | undefined)[], found: (string | undefined)[]) => {
    const missing = keys.flatMap((key, at) => (key !== undefined && found[at] === undefined ? [{ key, at }] : []))
    const told = await store.findElsewhere(missing.map(({ key }) => key))
    for (const [nth, { at }] of missing.entries()) found[at] = told[nth]
  }

  return {
    async look(run, asked, variables) {
      const keys = await keysOf(asked, variables, run.client.viewer)
      const found = keys.map((key) => (key === undefined ? undefined : store.findHere(key)))
      if (found.includes(undefined)) await findElsewhere(keys, found)
      let hits = 0
      for (const one of found) if (one !== undefined) hits += 1
      if (hits > 0) cacheLookups.inc({ subgraph: service, outcome: 'hit' }, hits)
      if (hits < asked.length) cacheLookups.inc({ subgraph: service, outcome: 'miss' }, asked.length - hits)
      run.cache?.push({ service, asked: asked.length, found: hits })
      return {
        found,
        keep(at, text) {
          const key = keys[at]
          if (key !== undefined) store.keep(key, text(), policy.seconds)
        },
      }
    },
  }
}

/** Variables come as the members of an object, representations as objects. */
function parsed(text: string): JsonObject {
  const value: unknown = JSON.parse(text.startsWith('{') ? text : `{${text}}`)
  return isObject(value) ? value : {}
}
