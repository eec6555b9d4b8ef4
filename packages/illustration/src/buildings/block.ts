import { arch, box, disc, loop, paint } from '../brush.ts'
import { mix } from '../colour.ts'
import { tree } from '../trees.ts'
import { awning, flag, materials, type Building, type Materials, type Plot } from './parts.ts'

type Mass = { x: number; y: number; w: number; bays: number; bay: number }
const DEPTH = 34

/** The town hotel: plaster, balconies, awnings at the street, and one of three roofs. */
export const block: Building = (plot) => {
  const { brush, paints, width, base, stars } = plot
  const stuff = materials(plot)
  const bays = 4 + Math.min(4, stars - 1)
  const floors = 3 + (stars > 3 ? 2 : stars > 2 ? 1 : 0)
  const [bay, storey] = [40, 39]
  const w = bays * bay + 16
  const h = floors * storey + 14
  const x = (width - w) * brush.between(0.4, 0.6) - 8
  const y = base - h
  const joinery = stuff.joinery()
  let pots = ''
  for (let i = 0; i < floors - 1; i++) {
    for (let j = 0; j < bays; j++) {
      const [wx, wy] = [x + 8 + j * bay + bay / 2 - 8, y + 13 + i * storey]
      const first = i === floors - 2
      joinery.window({ x: wx, y: wy, w: 16, h: 23, top: first && stars > 3 ? 'round' : 'square' })
      if (stars < 3 || !(first || (i + j) % 2 === 0)) continue
      joinery.railing(wx - 5, wy + 15, 26)
      if (brush.chance(0.4))
        pots +=
          paint(disc(wx + 3, wy + 22, 6, 3), paints.leaf[1]) +
          paint(disc(wx + 13, wy + 22, 5, 3), brush.chance(0.5) ? '#d9745f' : paints.leaf[0])
    }
  }
  const courses = Array.from({ length: floors - 1 }, (_, i) => box(x, y + (i + 1) * storey + 3, w, 1.5)).join('')
  const mass = { x, y, w, bays, bay }
  return (
    stuff.shadow(x, w + DEPTH) +
    flank(plot, stuff, mass, floors, storey) +
    paint(box(x, y, w, h), stuff.wash(stuff.wall)) +
    paint(courses, mix(stuff.wall, stuff.shade, 0.5)) +
    joinery.svg() +
    pots +
    street(plot, stuff, mass, base - storey) +
    roof(plot, stuff, mass)
  )
}

function flank({ paints, base }: Plot, stuff: Materials, { x, y, w }: Mass, floors: number, storey: number): string {
  const side = loop([
    [x + w, y],
    [x + w + DEPTH, y + 9],
    [x + w + DEPTH, base],
    [x + w, base],
  ])
  let windows = ''
  for (let i = 0; i < floors; i++)
    for (let j = 0; j < 2; j++)
      windows += box(x + w + 7 + j * 14, y + 16 + j * 4 + i * storey * 0.985, 6, storey * 0.48)
  return paint(side, stuff.shade) + paint(windows, mix(paints.sky[1], stuff.dark, 0.5))
}

function street({ paints, base }: Plot, stuff: Materials, { x, w, bays }: Mass, y: number): string {
  const h = base - y
  const shop = w / bays
  const joinery = stuff.joinery()
  let svg = ''
  for (let j = 0; j < bays; j++) {
    const at = x + j * shop
    if (j === Math.floor(bays / 2))
      svg +=
        paint(arch(at + shop / 2 - 12, y + 5, 24, h - 5), paints.trim) +
        paint(arch(at + shop / 2 - 10, y + 7, 20, h - 7), stuff.door)
    else {
      joinery.window({ x: at + 6, y: y + 13, w: shop - 12, h: h - 20, sill: false })
      svg += awning(at + 2, y + 6, shop - 4, paints.accent, paints.trim)
    }
  }
  const base0 =
    paint(box(x - 2, y, w + 4, h), mix(stuff.wall, stuff.shade, 0.4)) +
    paint(box(x - 3, y - 2, w + 6, 3.5), paints.trim)
  return base0 + joinery.svg() + svg
}

function roof({ brush, paints, stars }: Plot, stuff: Materials, { x, y, w, bays, bay }: Mass): string {
  const slate = mix('#56656f', paints.sky[0], 0.2)
  const kind = brush.pick(
    paints.land === 'hills' || stars > 3 ? (['mansard', 'hip', 'mansard'] as const) : (['hip', 'hip', 'flat'] as const),
  )
  const rise = kind === 'flat' ? 4 : kind === 'hip' ? 26 : 34
  const cornice = paint(box(x - 4, y - 1, w + 8, 4), paints.trim)
  const pole = flag(paints, x + w / 2, y - rise, stuff.dark)
  if (kind === 'flat') {
    const garden = [0.1, 0.3, 0.5, 0.7, 0.9]
      .map((at) => tree(brush, paints, 'bush', x + w * at, y - 3, brush.between(16, 30)))
      .join('')
    return paint(box(x - 3, y - 5, w + 6, 6), paints.trim) + garden + cornice + pole
  }
  if (kind === 'hip') {
    const face = loop([
      [x - 6, y + 1],
      [x + 22, y - 26],
      [x + w - 16, y - 26],
      [x + w + 5, y + 1],
    ])
    const side = loop([
      [x + w + 4, y + 1],
      [x + w - 16, y - 26],
      [x + w + DEPTH + 4, y + 11],
    ])
    const rows = [1, 2, 3].map((i) => box(x - 4 + i * 7, y - i * 7, w - i * 13 + 8, 0.8)).join('')
    return (
      paint(face, stuff.wash(paints.roof, 0.12)) +
      paint(side, mix(paints.roof, '#2a1a1a', 0.32)) +
      paint(rows, mix(paints.roof, '#3a1a12', 0.3), 'opacity=".5"') +
      cornice +
      pole
    )
  }
  const face = loop([
    [x - 3, y + 1],
    [x + 8, y - 32],
    [x + w - 8, y - 32],
    [x + w + 3, y + 1],
  ])
  const side = loop([
    [x + w + 3, y + 1],
    [x + w - 8, y - 32],
    [x + w + DEPTH - 12, y - 22],
    [x + w + DEPTH + 2, y + 10],
  ])
  const dormers = stuff.joinery()
  let gables = ''
  for (let j = 0; j < bays; j++) {
    const at = x + 8 + j * bay + bay / 2
    dormers.window({ x: at - 5, y: y - 19, w: 10, h: 17, bars: false, sill: false })
    gables += loop([
      [at - 10, y - 20],
      [at, y - 28],
      [at + 10, y - 20],
    ])
  }
  return (
    paint(face, stuff.wash(slate, 0.15)) +
    paint(side, mix(slate, '#101a22', 0.4)) +
    paint(box(x + 6, y - 34, w - 12, 3), mix(slate, '#ffffff', 0.35)) +
    dormers.svg() +
    paint(gables, mix(paints.trim, stuff.shade, 0.2)) +
    cornice +
    pole
  )
}
