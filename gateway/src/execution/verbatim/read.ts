import type { Growing } from './growing.ts'

/**
 * Reads a value of a reply where it stands: where it ends, or `no` if it is anything else than what may be given as it is
 * written there. So a `no` says little: an escape too rare, another order. Whoever hears it reads the reply as JSON.
 */
export type Skip = (told: Told, at: number) => number

/** A reply: its bytes, in UTF-8, which are looked at, and the same with one character each, from which it is cut. */
export type Told = { readonly bytes: Uint8Array; readonly text: string }

/** Reads what a fetch tells of an object into it: where that ends, or `no`. */
export type Read = (told: Told, at: number, into: Growing) => number

export const no = -1
