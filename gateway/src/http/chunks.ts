import { inName, inValue, NotHttp } from './response-head.ts'

const [newline, carriageReturn, colon, semicolon] = [10, 13, 58, 59]

/** All the lines between chunks, and those after the last, may be so long. */
const mostOfLines = 16_384

const usualBetween = 16

const hex = Int8Array.from({ length: 256 }, (_, code) => {
  const digit = String.fromCharCode(code)
  return /[0-9a-fA-F]/.test(digit) ? Number.parseInt(digit, 16) : -1
})

/** Where in a body in chunks we are: which sign must, or may, come next. */
type Place = 'size' | 'extension' | 'end of size' | 'data' | 'after data' | 'end of data' | Trailing
type Trailing = 'line' | 'name' | 'value' | 'end of line' | 'end'

/** Reads a body in chunks (RFC 9112, 7.1). What extensions and trailers say is nothing to us; that they are some is. */
export class Chunks {
  #place: Place = 'size'
  #digits = 0
  #left = 0
  #lines = 0
  /** Reads on, and hands each piece of the body to `found`. Where it ended; undefined: it goes on in what comes. */
  read(bytes: Buffer, from: number, found: (piece: Buffer) => void): number | undefined {
    let at = from
    while (at < bytes.length) {
      if (this.#place === 'data') {
        const end = Math.min(bytes.length, at + this.#left)
        found(bytes.subarray(at, end))
        this.#left -= end - at
        at = end
        if (this.#left === 0) this.#place = 'after data'
        continue
      }
      if ((this.#lines += 1) > mostOfLines) throw new NotHttp('there is more between its chunks than in them')
      if (this.#step(bytes[at] as number)) return at + 1
      at += 1
    }
    return undefined
  }

  /** True: that was all. */
  #step(code: number): boolean {
    switch (this.#place) {
      case 'size': {
        const digit = hex[code] as number
        if (digit >= 0) {
          this.#left = this.#left * 16 + digit
          if ((this.#digits += 1) > 12) throw new NotHttp('a chunk is too long')
        } else if (this.#digits === 0) throw new NotHttp('a chunk does not tell how long it is')
        else if (code === semicolon) this.#place = 'extension'
        else this.#expect(code, carriageReturn, 'end of size')
        return false
      }
      case 'extension':
        if (inValue[code] === 0) this.#expect(code, carriageReturn, 'end of size')
        return false
      case 'end of size':
        this.#expect(code, newline, this.#left === 0 ? 'line' : 'data')
        this.#digits = 0
        return false
      case 'after data':
        this.#expect(code, carriageReturn, 'end of data')
        return false
      case 'end of data':
        this.#expect(code, newline, 'size')
        // Chunks may be as many as they like: only what is more than their lengths counts.
        this.#lines = Math.max(0, this.#lines - usualBetween)
        return false
      case 'line':
        if (inName[code] === 1) this.#place = 'name'
        else this.#expect(code, carriageReturn, 'end')
        return false
      case 'name':
        if (inName[code] === 0) this.#expect(code, colon, 'value')
        return false
      case 'value':
        if (inValue[code] === 0) this.#expect(code, carriageReturn, 'end of line')
        return false
      case 'end of line':
        this.#expect(code, newline, 'line')
        return false
      case 'end':
        this.#expect(code, newline, 'end')
        return true
      case 'data':
        return false
    }
  }

  #expect(code: number, expected: number, next: Place) {
    if (code !== expected) throw new NotHttp('its chunks cannot be read')
    this.#place = next
  }
}
