import type { Brush } from '../brush.ts'
import type { Paints } from '../climates.ts'
import type { Hour } from '../hours.ts'
import type { LandmarkName } from '../landmarks/landmark.ts'

export const KINDS = ['facade', 'room', 'pool', 'place'] as const
export type Kind = (typeof KINDS)[number]

export type Scene = {
  kind: Kind
  /** Draws this picture. */
  brush: Brush
  /** Draws the building, from a stream of its own: the same hotel keeps its face in every picture, at every size. */
  still: Brush
  paints: Paints
  width: number
  height: number
  hour: Hour
  stars: number
  /** Houses stand behind the hotel. */
  urban: boolean
  landmarks: readonly LandmarkName[]
}
