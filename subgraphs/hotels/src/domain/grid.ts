import { overlaps } from './area.ts'
import type { Bounds } from './distance.ts'

/** More cells than this are not worth walking: all is looked at. */
const mostCells = 4_000

const cell = (row: number, column: number) => row * 360 + ((column + 720) % 360)

/** The cells of one degree that a rectangle touches, and how many. */
function span({ south, west, north, east }: Bounds) {
  const [bottom, top, left] = [Math.floor(south), Math.floor(north), Math.floor(west)]
  const right = west <= east ? Math.floor(east) : Math.floor(east) + 360
  return { bottom, top, left, right, cells: (top - bottom + 1) * (right - left + 1) }
}

function* cellsOf({ bottom, top, left, right }: ReturnType<typeof span>): Generator<number> {
  for (let row = bottom; row <= top; row++) for (let column = left; column <= right; column++) yield cell(row, column)
}

/** Finds those of many rectangles that overlap one, without looking at all of them. */
export function createGrid<Item extends Bounds>(items: readonly Item[]) {
  const cells = new Map<number, Item[]>()
  for (const item of items)
    for (const at of cellsOf(span(item))) {
      const known = cells.get(at)
      if (known) known.push(item)
      else cells.set(at, [item])
    }
  return {
    overlapping(bounds: Bounds): Item[] {
      const touched = span(bounds)
      if (touched.cells > mostCells) return items.filter((item) => overlaps(item, bounds))
      const found = new Set<Item>()
      for (const at of cellsOf(touched))
        for (const item of cells.get(at) ?? []) if (overlaps(item, bounds)) found.add(item)
      return [...found]
    },
  }
}
export type Grid<Item extends Bounds> = ReturnType<typeof createGrid<Item>>
