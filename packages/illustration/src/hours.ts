import type { Paints } from './climates.ts'
import { mix } from './colour.ts'

export const HOURS = ['dawn', 'day', 'dusk', 'night'] as const
export type Hour = (typeof HOURS)[number]

const WASH: Record<Hour, readonly [colour: string, share: number]> = {
  dawn: ['#f6b99b', 0.16],
  day: ['#ffffff', 0],
  dusk: ['#5b3f7b', 0.24],
  night: ['#0a1c3a', 0.7],
}

/** The share of windows with a light on. */
export const LIT: Record<Hour, number> = { dawn: 0, day: 0, dusk: 0.35, night: 0.8 }

const skies = (hour: Hour, paints: Paints): Pick<Paints, 'sky' | 'sun'> | undefined => {
  if (hour === 'dawn') return { sky: [mix(paints.sky[0], '#8d9fc9', 0.35), '#f6d3c4', '#ffe7b8'], sun: '#fff4d2' }
  if (hour === 'dusk') return { sky: ['#4b4f86', '#c9788a', '#ffc48f'], sun: '#ffe0a8' }
  if (hour === 'night') return { sky: ['#0b1a33', '#1c3353', '#46607d'], sun: '#f3efe0' }
  return undefined
}

/** The climate's paints as they look at that hour. */
export function at(hour: Hour, paints: Paints): Paints {
  const [wash, share] = WASH[hour]
  const one = (colour: string) => mix(colour, wash, share)
  const two = ([a, b]: readonly [string, string]) => [one(a), one(b)] as const
  const three = ([a, b, c]: readonly [string, string, string]) => [one(a), one(b), one(c)] as const
  return {
    ...paints,
    sky: three(paints.sky),
    sun: one(paints.sun),
    far: three(paints.far),
    sea: two(paints.sea),
    ground: two(paints.ground),
    leaf: two(paints.leaf),
    walls: paints.walls.map(one),
    roof: one(paints.roof),
    trim: one(paints.trim),
    accent: one(paints.accent),
    ...skies(hour, paints),
  }
}
