/** So much text is kept in all, of all operations; then it is begun anew. */
const mostCharacters = 48_000_000
const most = { characters: mostCharacters }

let kept = 0
let generation = 0

/** For tests: how much may be kept. */
export const keepAtMost = (characters = mostCharacters): void => {
  most.characters = characters
}

/**
 * What one place of an operation tells of objects that do not change (`lasting`), by the object, from the second time on:
 * gone with the object, or with the operation, or when all that is kept grows too long.
 */
export class KeptText {
  #texts = new WeakMap<object, string>()
  /** Told once: many an object is made for one answer, and its text would only take another's place. */
  readonly #seen = new WeakSet()
  #generation = generation

  of(thing: object): string | undefined {
    if (this.#generation === generation) return this.#texts.get(thing)
    this.#texts = new WeakMap()
    this.#generation = generation
    return undefined
  }

  keep(thing: object, text: string): void {
    if (!this.#seen.has(thing)) {
      this.#seen.add(thing)
      return
    }
    if (kept + text.length > most.characters) {
      kept = 0
      generation += 1
    }
    kept += text.length
    if (this.of(thing) === undefined) this.#texts.set(thing, inOnePiece(text))
  }
}

/** A text put together of many holds on to all of them. It has one character a byte (`json-text.ts`). */
const inOnePiece = (text: string): string => Buffer.from(text, 'latin1').toString('latin1')
