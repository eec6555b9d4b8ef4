import { geoMercator } from 'd3-geo'

import { kmBetween, type Place } from '../../stay/distance.ts'
import type { Box } from './clip.ts'

export type Frame = { width: number; height: number }
/** What the map shows: a point in its middle, and how many kilometres from there to its nearest edge. */
export type View = { middle: Place; radiusKm: number }

const EARTH_KM = 6371
const RADIANS = Math.PI / 180

/** A chart of a view: Mercator, so that a circle of kilometres is a circle. */
export function chartOf({ middle, radiusKm }: View, { width, height }: Frame) {
  const pixelsPerKm = Math.min(width, height) / 2 / radiusKm
  const projection = geoMercator()
    .center([middle.longitude, middle.latitude])
    .translate([width / 2, height / 2])
    .scale(pixelsPerKm * EARTH_KM * Math.cos(middle.latitude * RADIANS))
    .precision(0)
  const project = (longitude: number, latitude: number): readonly [number, number] =>
    projection([longitude, latitude]) ?? [0, 0]
  const corner = (x: number, y: number): readonly [number, number] =>
    projection.invert?.([x, y]) ?? [middle.longitude, middle.latitude]
  const [west, north] = corner(0, 0)
  const [east, south] = corner(width, height)
  return { project, pixelsPerKm, invert: corner, bounds: { west, east, south, north } satisfies Box }
}

export type Chart = ReturnType<typeof chartOf>

/** The view that holds nine hotels in ten around the centre: one far away does not shrink the others. */
export function viewOf(centre: Place, hotels: readonly Place[]): View {
  const distances = hotels.map((hotel) => kmBetween(centre, hotel)).toSorted((a, b) => a - b)
  const most = distances[Math.floor((distances.length - 1) * 0.9)] ?? 2
  return { middle: centre, radiusKm: Math.min(60, Math.max(1.2, most * 1.2)) }
}

/** Where a tag stands over its point: its foot on it. */
export const TAG = { width: 74, height: 48 }
/** What stands over the map in its upper corner at the end: the two buttons and the space around them. */
export const CORNER = { width: 68, height: 112 }

/**
 * The view, from further away while a tag of it would be cut off by the map's edge or lie behind what stands in the corner; not more
 * than half as far again, or the others stand in a heap.
 */
export function withTagsInSight(view: View, frame: Frame, points: readonly Place[], corner: 'left' | 'right'): View {
  const hidden = (at: View) => {
    const { project } = chartOf(at, frame)
    return points.some(({ longitude, latitude }) => {
      const [x, y] = project(longitude, latitude)
      const isThere = x > 0 && y > 0 && x < frame.width && y < frame.height
      const left = x - TAG.width / 2
      const right = x + TAG.width / 2
      const inCorner = corner === 'right' ? right > frame.width - CORNER.width : left < CORNER.width
      return (
        isThere && (left < 0 || right > frame.width || y < TAG.height || (inCorner && y - TAG.height < CORNER.height))
      )
    })
  }
  if (frame.width === 0) return view
  const further = Array.from({ length: 11 }, (_, step) => ({ ...view, radiusKm: view.radiusKm * (1 + step / 20) }))
  return further.find((at) => !hidden(at)) ?? view
}

/** Lines of latitude and longitude, four or so across. */
export function graticule({ bounds, project }: Chart, { width, height }: Frame): string {
  const span = bounds.east - bounds.west
  const step = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2].find((size) => span / size <= 6) ?? 5
  let d = ''
  for (let x = Math.ceil(bounds.west / step) * step; x < bounds.east; x += step)
    d += `M${project(x, bounds.south)[0].toFixed(1)} 0V${height}`
  for (let y = Math.ceil(bounds.south / step) * step; y < bounds.north; y += step)
    d += `M0 ${project(bounds.west, y)[1].toFixed(1)}H${width}`
  return d
}

export type Pin<Item> = { x: number; y: number; items: Item[] }

/** Pins whose tags would cover each other become one. Earlier items keep their place. */
export function grouped<Item>(
  items: readonly { item: Item; x: number; y: number }[],
  width: number,
  height: number,
): Pin<Item>[] {
  const pins: Pin<Item>[] = []
  for (const { item, x, y } of items) {
    const near = pins.find((pin) => Math.abs(pin.x - x) < width && Math.abs(pin.y - y) < height)
    if (near) near.items.push(item)
    else pins.push({ x, y, items: [item] })
  }
  return pins
}
