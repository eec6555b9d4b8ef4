/** What JSON.parse makes of a subgraph's reply. Nothing in it may be believed before it was looked at. */
export type Json = string | number | boolean | null | Json[] | JsonObject
export type JsonObject = { [key: string]: Json }

/** Where something is in an answer: names as the client gave them, and places in lists. */
export type Path = (string | number)[]

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Deeper than any answer of ours. A reply that goes on below this is cut: nothing here may recurse without end. */
export const deepest = 100

/** A copy that shares nothing with the original, so that either may change. */
export function copy(value: Json, depth = 0): Json {
  if (typeof value !== 'object' || value === null) return value
  if (depth > deepest) return null
  if (Array.isArray(value)) return value.map((entry) => copy(entry, depth + 1))
  const made: JsonObject = {}
  for (const key in value) if (key !== '__proto__') made[key] = copy(value[key] as Json, depth + 1)
  return made
}

/** Whether a value goes no deeper than it may. */
export function isShallow(value: Json, most = deepest): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (most < 0) return false
  return Object.values(value).every((below: Json) => isShallow(below, most - 1))
}
