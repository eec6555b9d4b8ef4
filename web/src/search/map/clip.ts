export type Ring = readonly (readonly [longitude: number, latitude: number])[]
export type Box = { west: number; east: number; south: number; north: number }

type Point = readonly [number, number]
type Side = { inside: (point: Point) => boolean; meet: (a: Point, b: Point) => Point }

const sides = ({ west, east, south, north }: Box): Side[] => {
  const atX =
    (x: number) =>
    (a: Point, b: Point): Point => [x, a[1] + ((b[1] - a[1]) * (x - a[0])) / (b[0] - a[0])]
  const atY =
    (y: number) =>
    (a: Point, b: Point): Point => [a[0] + ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]), y]
  return [
    { inside: ([x]) => x >= west, meet: atX(west) },
    { inside: ([x]) => x <= east, meet: atX(east) },
    { inside: ([, y]) => y >= south, meet: atY(south) },
    { inside: ([, y]) => y <= north, meet: atY(north) },
  ]
}

/** The part of a ring within a box (Sutherland and Hodgman). Parts that the box's edge joins stay one ring: right for filling. */
export function cut(ring: Ring, box: Box): Ring[] {
  if (outside(ring, box)) return []
  let points: Point[] = [...ring]
  for (const { inside, meet } of sides(box)) {
    const kept: Point[] = []
    for (const [i, point] of points.entries()) {
      const before = points[i === 0 ? points.length - 1 : i - 1] ?? point
      if (inside(point) !== inside(before)) kept.push(meet(before, point))
      if (inside(point)) kept.push(point)
    }
    points = kept
    if (points.length === 0) return []
  }
  return points.length < 3 ? [] : [points]
}

function outside(ring: Ring, { west, east, south, north }: Box): boolean {
  let [w, e, s, n] = [true, true, true, true]
  for (const [x, y] of ring) {
    w &&= x < west
    e &&= x > east
    s &&= y < south
    n &&= y > north
    if (!w && !e && !s && !n) return false
  }
  return true
}
