/**
 * An object of an answer that several fetches tell of, while it is being put together. `parts`: its text, in the order
 * asked, cut where another fetch goes on. `keys`: what of it is sent on to other subgraphs, as it was written.
 */
export type Growing = { parts: Part[]; keys: string[] }
export type Part = string | Grown
/** What is at a place where fetches go on: an object, none, or a list of those. */
export type Grown = Growing | null | Grown[]

/** The objects at a place, in order. `steps`: which part to go into. */
export function gather(grown: Grown, steps: readonly number[], at: number, found: Growing[]) {
  if (grown === null) return
  if (Array.isArray(grown)) for (const element of grown) gather(element, steps, at, found)
  else {
    const step = steps[at]
    if (step === undefined) found.push(grown)
    else gather(grown.parts[step] as Grown, steps, at + 1, found)
  }
}
