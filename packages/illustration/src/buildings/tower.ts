import { box, draw, loop, paint, pen, sheet } from '../brush.ts'
import { mix } from '../colour.ts'
import { tree } from '../trees.ts'
import { awning, flag, materials, type Building } from './parts.ts'

/** The slab of the sixties: bands of windows, a roof garden, an entrance under awnings. */
export const tower: Building = (plot) => {
  const { brush, paints, width, base, stars } = plot
  const stuff = materials(plot)
  const [bays, floors, storey, depth] = [5, 6 + stars, 21, 34]
  const w = bays * 24 + 16
  const h = floors * storey + 14
  const x = (width - w) * brush.between(0.4, 0.6) - 8
  const y = base - h
  const street = base - storey - 8
  const side = loop([
    [x + w, y],
    [x + w + depth, y + 9],
    [x + w + depth, base],
    [x + w, base],
  ])
  const flank = Array.from({ length: floors }, (_, i) => pen`M${x + w + 7} ${y + 20 + i * storey * 0.985}h21`).join('')
  const lights = sheet()
  const [bands, room] = [sheet(), (w - 12) / bays / 2]
  let mullions = ''
  for (let i = 0; i < floors - 1; i++) {
    const yy = y + 10 + i * storey
    bands.add(stuff.pane, box(x + 6, yy, w - 12, storey * 0.62))
    mullions += pen`M${x + 6} ${yy + storey * 0.31}h${w - 12}`
    for (let j = 0; j < bays * 2; j++) {
      if (brush.chance(Math.max(stuff.lit * 0.8, 0.1)))
        lights.add(
          stuff.lit ? '#ffd487' : mix(paints.sky[2], '#ffffff', 0.3),
          box(x + 6 + j * room, yy, room, storey * 0.62),
        )
    }
  }
  const garden = [0.1, 0.3, 0.5, 0.7, 0.9]
    .map((at) => tree(brush, paints, 'bush', x + w * at, y - 3, brush.between(16, 30)))
    .join('')
  const lobby = stuff.joinery()
  for (const j of [0, 2]) lobby.window({ x: x + 8 + (j * w) / 3, y: street + 13, w: w / 3 - 16, h: 14, sill: false })
  return (
    stuff.shadow(x, w + depth) +
    paint(side, stuff.shade) +
    draw(flank, mix(paints.sky[1], stuff.dark, 0.5), 10, 'stroke-dasharray="6 8"') +
    paint(box(x, y, w, h), stuff.wash(stuff.wall)) +
    bands.svg() +
    lights.svg(`opacity="${stuff.lit ? 0.95 : 0.35}"`) +
    draw(
      mullions,
      mix(stuff.wall, stuff.dark, 0.3),
      storey * 0.62,
      `stroke-dasharray="1.2 ${Math.round((room - 1.2) * 10) / 10}"`,
    ) +
    paint(box(x - 2, street, w + 4, base - street), mix(stuff.wall, stuff.shade, 0.4)) +
    paint(box(x - 3, street - 2, w + 6, 3.5), paints.trim) +
    lobby.svg() +
    awning(x + 6, street + 6, w / 3 - 12, paints.accent, paints.trim) +
    awning(x + 6 + (2 * w) / 3, street + 6, w / 3 - 12, paints.accent, paints.trim) +
    paint(box(x + w / 2 - 12, street + 5, 24, base - street - 5), paints.trim) +
    paint(box(x + w / 2 - 10, street + 7, 20, base - street - 7), stuff.door) +
    paint(box(x - 3, y - 5, w + 6, 6), paints.trim) +
    garden +
    flag(paints, x + w / 2, y - 4, stuff.dark)
  )
}
