/**
 * The words of hotels and streets in one part of the world. Lists are separated by `|`; a form's `{slot}` is filled
 * from `words`, `{city}` with the town's name. Which forms a house uses goes by its class.
 */
export type Pack = {
  /** Four and five stars. */
  grand: string
  /** Three stars. */
  middle: string
  /** One and two, or none. */
  small: string
  words: Record<string, string>
  streets: string
  /** How street and number are written: `{street}` and `{n}`. */
  line: string
}
