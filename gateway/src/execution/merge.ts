import { deepest, isObject, type Json, type JsonObject } from './json.ts'
import type { Kinds } from './kinds.ts'

/**
 * Puts what a subgraph answered into what is known. Objects grow together, lists of one length element by element;
 * anything else takes the place of what was there, null too: it is null because something below it failed.
 */
export function merge(target: JsonObject, source: JsonObject, kinds: Kinds, depth = 0) {
  if (depth > deepest) return
  for (const key in source) {
    if (key === '__proto__') continue // no field we ask for, and no property either
    const given = source[key] as Json
    if (typeof given !== 'object' || given === null) {
      // A subgraph that knows an interface as one type (@interfaceObject) cannot say more than one that knows better.
      if (key === '__typename' && isKnownBetter(target[key], given, kinds)) continue
      target[key] = given
      continue
    }
    target[key] = together(target[key], given, kinds, depth)
  }
}

function together(known: Json | undefined, given: Json, kinds: Kinds, depth: number): Json {
  if (isObject(known) && isObject(given)) {
    merge(known, given, kinds, depth + 1)
    return known
  }
  if (depth <= deepest && Array.isArray(known) && Array.isArray(given) && known.length === given.length) {
    for (let at = 0; at < given.length; at += 1) known[at] = together(known[at], given[at] as Json, kinds, depth + 1)
    return known
  }
  return given
}

const isKnownBetter = (known: Json | undefined, given: Json, kinds: Kinds) =>
  typeof known === 'string' && typeof given === 'string' && kinds.isAbstract(given) && !kinds.isAbstract(known)
