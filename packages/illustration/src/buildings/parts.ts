import { arch, box, disc, draw, loop, ogee, paint, pen, sheet, type Brush } from '../brush.ts'
import type { Paints } from '../climates.ts'
import { mix } from '../colour.ts'
import { LIT, type Hour } from '../hours.ts'

/** Where a building stands: centred in `width`, its foot at `base`. `stars` 1-5 decide its size. */
export type Plot = { brush: Brush; paints: Paints; width: number; base: number; stars: number; hour: Hour }
export type Building = (plot: Plot) => string

export type Pane = {
  x: number
  y: number
  w: number
  h: number
  top?: 'square' | 'round' | 'ogee'
  bars?: boolean
  sill?: boolean
}

/** The materials of one building, and its windows and railings, gathered so that a hundred of them are a few paths. */
export function materials({ brush, paints, base, hour }: Plot) {
  const wall = brush.pick(paints.walls)
  const lit = LIT[hour]
  const shade = mix(wall, paints.far[2], 0.42)
  const dark = mix('#24363a', paints.sky[0], 0.12)
  const top = mix(paints.sky[0], '#20414a', 0.45)
  const low = mix(paints.sky[2], '#31555c', 0.35)
  const pane = brush.gradient(
    [
      [0, top],
      [1, low],
    ],
    0.4,
    1,
  )
  const glass = () => (brush.chance(lit) ? '#ffd487' : pane)
  return {
    wall,
    lit,
    shade,
    dark,
    pane,
    glass,
    /** What shines through an open door. */
    door: lit ? '#ffcf7d' : mix(paints.accent, '#10201c', 0.3),
    wash: (colour: string, share = 0.22) =>
      brush.gradient(
        [
          [0, mix(colour, '#ffffff', hour === 'night' ? 0.03 : share)],
          [1, colour],
        ],
        0.6,
        1,
      ),
    shadow: (x: number, w: number) => paint(disc(x + w / 2, base + 2, w * 0.62, 7), '#10201c', 'opacity=".18"'),
    joinery: (frame = paints.trim) => joinery(frame, mix(frame, shade, 0.3), dark, glass),
  }
}

export type Materials = ReturnType<typeof materials>

function joinery(frame: string, ledge: string, iron: string, glass: () => string) {
  const [frames, panes, ledges] = [sheet(), sheet(), sheet()]
  const rails = new Map<number, string>()
  let [bars, lines] = ['', '']
  return {
    window({ x, y, w, h, top = 'square', bars: barred = true, sill = true }: Pane) {
      const shape = top === 'round' ? arch : top === 'ogee' ? ogee : box
      frames.add(frame, shape(x - 1.6, y - 1.6, w + 3.2, h + 3.2))
      panes.add(glass(), shape(x, y, w, h))
      if (barred) bars += pen`M${x + w / 2} ${y}v${h}`
      if (barred && h > w * 1.3) bars += pen`M${x} ${y + h * 0.4}h${w}`
      if (sill) ledges.add(ledge, box(x - 3, y + h + 1.6, w + 6, 2))
    },
    /** Balusters are the dashes of one broad line. */
    railing(x: number, y: number, w: number, h = 8) {
      rails.set(h, (rails.get(h) ?? '') + pen`M${x} ${y + h / 2}h${w}`)
      lines += pen`M${x - 1} ${y}h${w + 2}M${x - 1} ${y + h}h${w + 2}`
    },
    svg: (ironwork = iron): string =>
      frames.svg() +
      panes.svg() +
      (bars && draw(bars, frame, 1)) +
      ledges.svg() +
      [...rails].map(([h, d]) => draw(d, ironwork, h, 'stroke-dasharray=".9 2.1"')).join('') +
      (lines && draw(lines, ironwork, 1)),
  }
}

/** A striped awning over a shop window. */
export function awning(x: number, y: number, w: number, one: string, two: string): string {
  const stripes = sheet()
  for (let i = 0; i < 5; i++) {
    const top = (at: number) => x + 2 + (at * (w - 4)) / 5
    const foot = (at: number) => x + (at * w) / 5
    stripes.add(
      i % 2 ? two : one,
      loop([
        [top(i), y],
        [top(i + 1), y],
        [foot(i + 1), y + 10],
        [foot(i), y + 10],
      ]),
    )
  }
  return stripes.svg()
}

export function flag(paints: Paints, x: number, y: number, dark: string): string {
  return (
    draw(pen`M${x} ${y}v-24`, dark, 1.2) + paint(pen`M${x} ${y - 24}q7 -3 13 0t9 0v9q-6 3 -11 0t-11 0z`, paints.accent)
  )
}

/** A lantern with its glow at night. */
export function lantern(brush: Brush, x: number, y: number, lit: number, colour = '#ffcf7d'): string {
  const halo = lit ? paint(disc(x, y, 16), brush.glow('#ffcf7d', 0.5)) : ''
  return (
    halo +
    paint(disc(x, y, 3.4, 4.6), lit ? '#ffdc96' : colour) +
    paint(box(x - 2, y - 6, 4, 1.6) + box(x - 2, y + 4.4, 4, 1.6), '#3a2d25')
  )
}
