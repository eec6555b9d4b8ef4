/** Resolvers that look at nothing but the object that they tell of. */
const looksAtNothingElse = new WeakSet<object>()

/**
 * A resolver that reads only its object: no argument, no viewer, no clock. What it tells of a `lasting` object is kept
 * as text (`kept-text.ts`).
 */
export const ofItself = <Source, Told>(tell: (source: Source) => Told): ((source: Source) => Told) => {
  looksAtNothingElse.add(tell)
  return tell
}

export const isOfItself = (resolve: object): boolean => looksAtNothingElse.has(resolve)

/**
 * An object that is told in the same words for as long as it lives: frozen, and nothing within it may change either. What
 * it becomes later is another object. `typename` is its type's, where it is an entity.
 */
export const lasting = <Thing extends object>(thing: Thing, typename?: string): Thing => {
  // @apollo/subgraph writes it on whatever completes an entity: it may find it there, but write nothing.
  if (typename !== undefined) Object.defineProperty(thing, '__typename', { value: typename })
  return Object.freeze(thing)
}
