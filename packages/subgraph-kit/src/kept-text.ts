/** So much text is kept at most in all, of all operations: on two shelves. When one is full, what is on the other goes. */
const mostCharacters = 64_000_000
const most = { characters: mostCharacters }

/** On the shelf in use; which one that is, counted from the first. */
let kept = 0
let shelf = 0

/** For tests: how much may be kept. */
export const keepAtMost = (characters = mostCharacters): void => {
  most.characters = characters
}

/**
 * What one place of an operation tells of objects that do not change (`lasting`), by the object, from the second time on:
 * gone with the object, or with the operation, or when it was not told for so long that a shelf was filled and another begun.
 */
export class KeptText {
  #texts = new WeakMap<object, string>()
  #before = new WeakMap<object, string>()
  /** Told once: many an object is made for one answer, and its text would only take another's place. */
  readonly #seen = new WeakSet()
  #shelf = shelf

  of(thing: object): string | undefined {
    if (this.#shelf !== shelf) this.#turn()
    const text = this.#texts.get(thing)
    if (text !== undefined) return text
    const known = this.#before.get(thing)
    if (known !== undefined) this.#put(thing, known)
    return known
  }

  keep(thing: object, text: string): void {
    if (!this.#seen.has(thing)) {
      this.#seen.add(thing)
      return
    }
    if (this.of(thing) === undefined) this.#put(thing, inOnePiece(text))
  }

  #put(thing: object, text: string): void {
    if (kept + text.length > most.characters / 2) {
      kept = 0
      shelf += 1
      this.#turn()
    }
    kept += text.length
    this.#texts.set(thing, text)
  }

  /** Another shelf is in use: what is on the one before may be told again until that is filled, too. */
  #turn(): void {
    this.#before = this.#shelf === shelf - 1 ? this.#texts : new WeakMap()
    this.#texts = new WeakMap()
    this.#shelf = shelf
  }
}

/** A text put together of many holds on to all of them. It has one character a byte (`json-text.ts`). */
const inOnePiece = (text: string): string => Buffer.from(text, 'latin1').toString('latin1')
