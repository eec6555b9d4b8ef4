import { type Box, cut, type Ring } from './clip.ts'

const TILE = 5
const tiles = new Map<string, Promise<Ring[]>>()
let plain: Promise<Set<string>> | undefined

async function json<Value>(path: string): Promise<Value | null> {
  const answer = await fetch(path)
  return answer.ok ? ((await answer.json()) as Value) : null
}

async function load(west: number, south: number): Promise<Ring[]> {
  plain ??= json<string[]>('/coast/plain.json').then((names) => new Set(names ?? []))
  const name = `${west}_${south}`
  if ((await plain).has(name)) return [[[west, south], [west + TILE, south], [west + TILE, south + TILE], [west, south + TILE]]] // prettier-ignore
  return (await json<Ring[]>(`/coast/${name}.json`)) ?? [] // no file: open sea
}

/** The land within a box, as rings cut to it. Tiles are fetched once. */
export async function landWithin(box: Box): Promise<{ ring: Ring; tile: Box }[]> {
  const wanted: { west: number; south: number }[] = []
  for (let west = Math.floor(box.west / TILE) * TILE; west < box.east; west += TILE) {
    for (let south = Math.floor(box.south / TILE) * TILE; south < box.north; south += TILE) wanted.push({ west, south })
  }
  const found = await Promise.all(
    wanted.map(async ({ west, south }) => {
      const key = `${west}_${south}`
      const loading = tiles.get(key) ?? load(west, south)
      tiles.set(key, loading)
      const tile = { west: Math.max(west, box.west), east: Math.min(west + TILE, box.east), south: Math.max(south, box.south), north: Math.min(south + TILE, box.north) } // prettier-ignore
      return (await loading).flatMap((ring) => cut(ring, tile)).map((ring) => ({ ring, tile }))
    }),
  )
  return found.flat()
}

type Corner = { x: number; y: number; fixed: boolean }

const onEdge = (
  a: readonly [number, number],
  b: readonly [number, number],
  { west, east, south, north }: Box,
): boolean =>
  (a[0] === b[0] && (a[0] === west || a[0] === east)) || (a[1] === b[1] && (a[1] === south || a[1] === north))

/**
 * The coast with its corners cut three times (Chaikin), so that a chart of the world's scale does not look jagged at a
 * city's. Points on a tile's edge stay where they are: the next tile goes on from there.
 */
export function softened(ring: Ring, tile: Box): { x: number; y: number }[] {
  let corners: Corner[] = ring.map((point, i) => {
    const before = ring[i === 0 ? ring.length - 1 : i - 1] ?? point
    const after = ring[(i + 1) % ring.length] ?? point
    return { x: point[0], y: point[1], fixed: onEdge(before, point, tile) || onEdge(point, after, tile) }
  })
  for (let round = 0; round < 3; round++) {
    corners = corners.flatMap((a, i) => {
      const b = corners[(i + 1) % corners.length] ?? a
      const at = (share: number): Corner => ({
        x: a.x + (b.x - a.x) * share,
        y: a.y + (b.y - a.y) * share,
        fixed: false,
      })
      if (a.fixed && b.fixed) return [a]
      return [a.fixed ? a : at(0.25), ...(b.fixed ? [] : [at(0.75)])]
    })
  }
  return corners
}
