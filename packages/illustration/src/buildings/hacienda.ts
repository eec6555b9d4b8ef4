import { arch, box, disc, loop, paint, sheet } from '../brush.ts'
import { mix } from '../colour.ts'
import { lantern, materials, type Building } from './parts.ts'

/** A painted colonial house: an arcade, iron balconies with flowers, a clay roof and a bell over the gate. */
export const hacienda: Building = (plot) => {
  const { brush, paints, width, base, stars } = plot
  const stuff = materials(plot)
  const paintwork = mix(
    brush.pick(['#e2a04a', '#d9705a', '#e8c9a0', '#6fa3a8', '#f3e7cf', '#c9627a']),
    stuff.wall,
    0.22,
  )
  const bays = stars > 3 ? 7 : 5
  const bay = stars > 3 ? 54 : 62
  const w = bays * bay
  const x = (width - w) / 2 + brush.between(-8, 8)
  const [low, high] = [66, stars > 2 ? 62 : 0]
  const y = base - low - high
  const clay = mix('#b8603f', paints.roof, 0.5)
  const white = mix(paints.trim, paintwork, 0.12)
  const arcade = sheet()
  const joinery = stuff.joinery(white)
  let flowers = ''
  for (let j = 0; j < bays; j++) {
    const cx = x + bay * (j + 0.5)
    const gate = j === (bays - 1) / 2
    arcade.add(white, arch(cx - 22, base - 54, 44, 54))
    arcade.add(gate ? stuff.door : mix(stuff.shade, stuff.dark, 0.5), arch(cx - 17, base - 48, 34, 48))
    if (!high) continue
    joinery.window({ x: cx - 9, y: y + 14, w: 18, h: 38, top: gate ? 'round' : 'square' })
    joinery.railing(cx - 15, y + 40, 30, 13)
    const bloom = mix('#d4486a', paints.leaf[0], 0.15)
    flowers += [-10, -2, 6, 12]
      .map((dx, i) => paint(disc(cx + dx, y + 53 + (i % 2), 5, 3.4), i % 2 ? bloom : paints.leaf[1]))
      .join('')
  }
  const [cx, gable] = [x + w / 2, bay * 0.8]
  const crest = `${loop([
    [cx - gable, y],
    [cx - gable, y - 16],
    [cx - gable * 0.6, y - 20],
    [cx - gable * 0.5, y - 40],
    [cx - 12, y - 48],
    [cx, y - 58],
    [cx + 12, y - 48],
    [cx + gable * 0.5, y - 40],
    [cx + gable * 0.6, y - 20],
    [cx + gable, y - 16],
    [cx + gable, y],
  ])}`
  const roof = loop([
    [x - 14, y + 4],
    [x + 8, y - 26],
    [x + w - 8, y - 26],
    [x + w + 14, y + 4],
  ])
  let tiles = ''
  for (let at = x - 12; at < x + w + 10; at += 8) tiles += disc(at + 2, y + 4, 4, 3)
  return (
    stuff.shadow(x, w) +
    paint(roof, stuff.wash(clay, 0.15)) +
    paint(box(x, y, w, low + high), stuff.wash(paintwork)) +
    paint(box(x + w - 14, y, 14, low + high), stuff.shade, 'opacity=".5"') +
    paint(tiles, mix(clay, '#5a2a1a', 0.15)) +
    paint(crest, stuff.wash(paintwork)) +
    paint(arch(cx - 8, y - 38, 16, 22), mix(paints.sky[1], stuff.dark, 0.35)) +
    paint(disc(cx, y - 24, 4.6, 5), '#d9a94a') +
    paint(box(x - 2, base - low - 2, w + 4, 4) + box(x - 2, base - 6, w + 4, 7), white) +
    arcade.svg() +
    joinery.svg() +
    flowers +
    lantern(brush, cx - 28, base - 40, stuff.lit) +
    lantern(brush, cx + 28, base - 40, stuff.lit)
  )
}
