import { disc, draw, loop, paint, pen, box, type Brush, type Point } from './brush.ts'
import type { Paints } from './climates.ts'
import { mix } from './colour.ts'
import type { Hour } from './hours.ts'

export type View = { brush: Brush; paints: Paints; width: number; height: number; horizon: number; hour: Hour }

/** Sky, sun or moon, the hazed land and the water: everything behind the houses. */
export function landscape(view: View): string {
  const { brush, paints, width, height } = view
  const [top, middle, low] = paints.sky
  const sky = brush.gradient([
    [0, top],
    [0.42, middle],
    [0.72, low],
    [1, low],
  ])
  const sun = sunOf(view)
  const back = paint(box(0, 0, width, height), sky) + sun.svg + clouds(view)
  return back + land(view) + (paints.land === 'coast' || paints.land === 'fjord' ? sea(view, sun.x) : '')
}

function sunOf({ brush, paints, width, horizon, hour }: View): { svg: string; x: number } {
  const x = brush.between(0.14, 0.86) * width
  const night = hour === 'night'
  const [high, lowest] = night ? [0.22, 0.4] : hour === 'day' ? [0.28, 0.45] : [0.58, 0.78]
  const y = horizon * brush.between(high, lowest)
  const r = hour === 'day' ? 17 : night ? 14 : 23
  const halo = paint(disc(x, y, r * 8), brush.glow(paints.sun, night ? 0.25 : 0.75))
  if (!night) return { x, svg: halo + paint(disc(x, y, r), paints.sun) }
  const moon = pen`M${x} ${y - r}a${r} ${r} 0 1 0 ${r} ${r}a${r * 0.74} ${r * 0.74} 0 0 1 ${-r} ${-r}z`
  return { x, svg: stars(brush, width, horizon) + halo + paint(moon, paints.sun) }
}

function stars(brush: Brush, width: number, horizon: number): string {
  const some = (count: number) =>
    Array.from({ length: count }, () => pen`M${brush.between(0, width)} ${brush.between(0, horizon * 0.85)}h0`).join('')
  const round = 'stroke-linecap="round" opacity='
  return draw(some(34), '#ffffff', 1.3, `${round}".45"`) + draw(some(22), '#ffffff', 2, `${round}".8"`)
}

/** Long, flat, in threes. */
function clouds({ brush, paints, width, horizon, hour }: View): string {
  const night = hour === 'night'
  const colour = mix(paints.sky[2], '#ffffff', night ? 0.1 : 0.55)
  const bar = (x: number, y: number, w: number, h: number) =>
    pen`M${x + h / 2} ${y}h${w - h}a${h / 2} ${h / 2} 0 0 1 0 ${h}h${h - w}a${h / 2} ${h / 2} 0 0 1 0 ${-h}z`
  let d = ''
  for (let left = 2 + brush.random() * 3; left > 0; left--) {
    const x = brush.between(-40, width)
    const y = brush.between(0.1, 0.62) * horizon
    const w = brush.between(90, 210)
    const h = brush.between(5, 9)
    d +=
      bar(x, y, w, h) + bar(x + w * 0.22, y - h * 0.85, w * 0.5, h) + bar(x + w * 0.4, y + h * 0.9, w * 0.75, h * 0.8)
  }
  return paint(d, colour, `opacity="${night ? 0.12 : 0.5}"`)
}

/** The outline of a range of hills from left to right, `height` above `y`. */
function ridge(brush: Brush, width: number, y: number, height: number, frequency: number, step = 30): Point[] {
  const [a, b, c] = [brush.between(0, 6), brush.between(0, 6), brush.between(0, 6)]
  const points: Point[] = []
  for (let x = -20; x <= width + 2 * step; x += step) {
    const t = (x / width) * frequency
    const waves = 0.5 + 0.3 * Math.sin(t * 3 + a) + 0.16 * Math.sin(t * 7 + b) + 0.06 * Math.sin(t * 17 + c)
    points.push([x, y - height * waves])
  }
  return points
}

function smooth(points: readonly Point[]): string {
  return points
    .map(([x, y], i) => {
      const next = points[i + 1]
      if (i === 0 || !next) return i === 0 ? pen`M${x} ${y}` : ''
      return pen`Q${x} ${y} ${(x + next[0]) / 2} ${(y + next[1]) / 2}`
    })
    .join('')
}

function land(view: View): string {
  const { brush, paints, width, height, horizon } = view
  const haze = (colour: string, share: number) => mix(colour, paints.sky[2], share)
  const hills = (points: Point[], colour: string) => {
    const fill = brush.gradient([
      [0, colour],
      [1, haze(colour, 0.38)],
    ])
    return paint(smooth(points) + pen`L${width + 40} ${height}L-20 ${height}z`, fill)
  }
  const [far, middle, near] = paints.far
  if (paints.land === 'peaks') {
    const meadow = hills(ridge(brush, width, horizon + 6, 46, 2), near)
    const back = peaks(view, horizon + 6, horizon * 0.62, haze(far, 0.25), true)
    return back + peaks(view, horizon + 10, horizon * 0.4, haze(middle, 0.1), false) + meadow + forest(view)
  }
  if (paints.land === 'dunes') return hills(ridge(brush, width, horizon, 60, 1.5), haze(far, 0.45)) + dunes(view, hills)
  const tall = paints.land === 'fjord'
  return (
    hills(ridge(brush, width, horizon + 2, tall ? 120 : 74, 1.3), haze(far, 0.42)) +
    hills(ridge(brush, width, horizon + 4, tall ? 84 : 48, 1.9), haze(middle, 0.28)) +
    hills(ridge(brush, width, horizon + 6, 24, 2.6), haze(near, 0.12))
  )
}

function dunes({ brush, paints, width, horizon }: View, hills: (points: Point[], colour: string) => string): string {
  const shadow = mix(paints.far[2], '#7a3b2a', 0.2)
  return [
    { drop: 6, height: 40, haze: 0.2, colour: paints.far[0] },
    { drop: 26, height: 46, haze: 0.1, colour: paints.far[1] },
  ]
    .map(({ drop, height, haze, colour }, i) => {
      const crest = ridge(brush, width, horizon + drop, height, 1.1 + i * 0.3)
      const lee = crest.map(([x, y], j) => [x, y + 12 + 8 * Math.sin(j)] as const).toReversed()
      const side = smooth(crest) + smooth(lee).replace('M', 'L') + 'z'
      return hills(crest, mix(colour, paints.sky[2], haze)) + paint(side, shadow, 'opacity=".35"')
    })
    .join('')
}

function forest({ brush, paints, width, horizon }: View): string {
  const edge = ridge(brush, width, horizon + 10, 18, 3, 15)
  const d = edge
    .map(([x, y]) =>
      loop([
        [x - 6, y + 6],
        [x, y - brush.between(14, 30)],
        [x + 6, y + 6],
      ]),
    )
    .join('')
  return paint(d, mix(paints.leaf[0], paints.far[2], 0.35))
}

function peaks({ brush, paints, width, hour }: View, y: number, height: number, rock: string, snowy: boolean): string {
  const night = hour === 'night'
  const shade = mix(rock, '#1c2f4a', 0.22)
  const bright = mix('#ffffff', paints.sky[1], night ? 0.75 : 0.12)
  const dim = mix(mix('#b9cbe0', paints.sky[1], 0.2), paints.sky[0], night ? 0.6 : 0.1)
  const step = width / brush.between(4, 6)
  let svg = ''
  for (let x = -60; x < width + 60; x += step * brush.between(0.7, 1)) {
    const px = x + brush.between(0.3, 0.7) * step
    const py = y - height * brush.between(0.55, 1)
    const [left, right, tall] = [x - step * 0.35, x + step * 1.35, y - py]
    svg += paint(
      loop([
        [left, y],
        [px, py],
        [right, y],
      ]),
      rock,
    )
    svg += paint(
      loop([
        [px, py],
        [right, y],
        [px + step * 0.12, y],
        [px - step * 0.06, py + tall * 0.5],
      ]),
      shade,
    )
    if (!snowy) continue
    const [lx, rx, sy] = [px + (left - px) * 0.36, px + (right - px) * 0.36, py + tall * 0.36]
    const w = rx - lx
    const edge: Point[] = [
      [px, sy - tall * 0.06],
      [lx + w * 0.66, sy + tall * 0.1],
      [lx + w * 0.82, sy - tall * 0.05],
      [rx, sy],
    ]
    const lit: Point[] = [
      [px, py],
      [lx, sy],
      [lx + w * 0.2, sy - tall * 0.08],
      [lx + w * 0.36, sy + tall * 0.09],
    ]
    svg += paint(loop([...lit, ...edge]), bright) + paint(loop([[px, py], ...edge]), dim)
  }
  return svg
}

function sea({ brush, paints, width, height, horizon }: View, sunX: number): string {
  const [light, deep] = paints.sea
  const water = brush.gradient([
    [0, light],
    [0.55, deep],
    [1, mix(deep, '#0a2a3a', 0.25)],
  ])
  let svg = paint(box(0, horizon, width, height - horizon), water)
  const bands = ['', '', '']
  for (let i = 0; i < 26; i++) {
    const y = horizon + 3 + (i * i) / 6
    if (y > height) break
    const w = brush.between(10, 34) + i * 1.4
    bands[Math.floor(i / 9)] += box(sunX - w / 2 + brush.between(-16, 16) * (1 + i / 9), y, w, 1.1 + i * 0.07)
  }
  svg += bands.map((d, i) => d && paint(d, paints.sun, `opacity="${[0.7, 0.4, 0.15][i]}"`)).join('')
  let glints = ''
  for (let i = 0; i < 30; i++) {
    const y = horizon + brush.between(2, (height - horizon) * 0.9)
    glints += pen`M${brush.between(-20, width)} ${y}h${brush.between(12, 60)}`
  }
  svg += draw(glints, '#ffffff', 1, 'opacity=".2"')
  return brush.chance(0.75) ? svg + boat(paints, brush.between(0.1, 0.9) * width, horizon + brush.between(5, 12)) : svg
}

function boat(paints: Paints, x: number, y: number): string {
  const hull = loop([
    [x - 9, y],
    [x + 9, y],
    [x + 6, y + 3.5],
    [x - 6, y + 3.5],
  ])
  const main = loop([
    [x, y - 1],
    [x, y - 20],
    [x + 10, y - 1],
  ])
  const jib = loop([
    [x - 1.5, y - 1],
    [x - 1.5, y - 15],
    [x - 8, y - 1],
  ])
  return paint(hull, mix(paints.accent, '#ffffff', 0.1)) + paint(main, '#fffdf8') + paint(jib, '#f3e9d8')
}
