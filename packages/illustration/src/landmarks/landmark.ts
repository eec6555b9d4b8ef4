import type { Brush } from '../brush.ts'
import type { Paints } from '../climates.ts'
import { mix } from '../colour.ts'
import type { Hour } from '../hours.ts'
import { LIT } from '../hours.ts'
import { bridge, lattice, needle, skyline, windmill } from './modern.ts'
import { domedMosque, minaret, onionDome, pagoda, stupa, torii } from './sacred.ts'
import { campanile, castleKeep, cathedral, citadel, clockTower, dome, lighthouse, staveChurch } from './stone.ts'

/** A landmark stands with its foot at (x, y) in the middle of its width; at scale 1 it is about 150 high. */
export type Spot = {
  brush: Brush
  x: number
  y: number
  s: number
  stone: string
  roof: string
  dark: string
  accent: string
  lit: boolean
  paints: Paints
}
export type Landmark = (spot: Spot) => string

const LANDMARKS = {
  bridge,
  campanile,
  castleKeep,
  cathedral,
  citadel,
  clockTower,
  dome,
  domedMosque,
  lattice,
  lighthouse,
  minaret,
  needle,
  onionDome,
  pagoda,
  skyline,
  staveChurch,
  stupa,
  torii,
  windmill,
} satisfies Record<string, Landmark>

export type LandmarkName = keyof typeof LANDMARKS

/** Hazed like the town it stands in, so that it belongs to the distance and not to the foreground. */
export function landmark(
  name: LandmarkName,
  brush: Brush,
  paints: Paints,
  hour: Hour,
  x: number,
  y: number,
  s: number,
): string {
  const haze = (colour: string, share: number) => mix(colour, paints.sky[2], share)
  const stone = haze(brush.pick(paints.walls), 0.2)
  const lit = LIT[hour] > 0
  return LANDMARKS[name]({
    brush,
    x,
    y,
    s,
    stone,
    lit,
    paints,
    roof: haze(paints.roof, 0.18),
    dark: mix(stone, paints.far[2], 0.5),
    accent: haze(paints.accent, 0.22),
  })
}
