import { arch, box, disc, draw, loop, ogee, paint, pen, sheet } from '../brush.ts'
import { mix } from '../colour.ts'
import { tree } from '../trees.ts'
import { lantern, materials, type Building } from './parts.ts'

/** A blind clay wall, one carved door in a tiled surround, and the garden showing over the terrace. */
export const riad: Building = (plot) => {
  const { brush, paints, width, base, stars } = plot
  const stuff = materials(plot)
  const clay = brush.pick([stuff.wall, mix(stuff.wall, '#c9744f', 0.35), mix(stuff.wall, paints.trim, 0.4)])
  const w = width * (0.46 + stars * 0.03)
  const h = 150 + stars * 6
  const x = (width - w) / 2 + brush.between(-12, 12)
  const y = base - h
  const tower = w * 0.24
  const towerX = brush.chance(0.5) ? x : x + w - tower
  const shade = mix(clay, paints.far[2], 0.4)
  const merlon = (from: number, to: number, top: number) => {
    let d = ''
    for (let at = from; at < to - 6; at += 13)
      d += loop([
        [at, top],
        [at, top - 5],
        [at + 2.5, top - 5],
        [at + 2.5, top - 9],
        [at + 6.5, top - 9],
        [at + 6.5, top - 5],
        [at + 9, top - 5],
        [at + 9, top],
      ])
    return d
  }
  const palms =
    tree(brush, paints, 'palm', x + w * 0.36, y + 30, 120) + tree(brush, paints, 'palm', x + w * 0.62, y + 40, 96)
  const joinery = stuff.joinery(mix(paints.trim, clay, 0.15))
  for (let i = 0; i < 4; i++) {
    const at = x + w * (0.1 + i * 0.24) + (i > 1 ? w * 0.08 : 0) - 8
    joinery.window({ x: at, y: y + 34, w: 16, h: 28, top: 'ogee', bars: false })
    if (i === 0 || i === 3) joinery.window({ x: at + 2, y: base - 66, w: 12, h: 20, top: 'round', bars: false })
  }
  for (const at of [0.24, 0.66])
    joinery.window({ x: towerX + tower * at - 6, y: y - 32, w: 12, h: 24, top: 'ogee', bars: false, sill: false })
  const [cx, tile] = [x + w / 2, sheet()]
  for (let i = 0; i < 11; i++)
    for (const row of [0, 1])
      tile.add((i + row) % 2 ? paints.accent : paints.trim, box(cx - 38.5 + i * 7, base - 106 + row * 7, 7, 7))
  for (let i = 0; i < 13; i++)
    for (const side of [-38.5, 31.5])
      tile.add(i % 2 ? paints.accent : paints.trim, box(cx + side, base - 92 + i * 7, 7, 7))
  const studs = [0, 1, 2, 3].flatMap((i) => [-12, -5, 4, 11].map((dx) => disc(cx + dx, base - 52 + i * 13, 1))).join('')
  return (
    stuff.shadow(x, w) +
    palms +
    paint(box(towerX, y - 46, tower, 50) + merlon(towerX + 2, towerX + tower, y - 46), mix(clay, shade, 0.25)) +
    paint(box(x, y, w, h) + merlon(x + 2, x + w, y), stuff.wash(clay)) +
    paint(box(x + w * 0.87, y, w * 0.13, h), shade, 'opacity=".55"') +
    paint(box(x, y + 18, w, 3) + box(x, y + 72, w, 2), mix(clay, shade, 0.6)) +
    joinery.svg() +
    tile.svg() +
    paint(arch(cx - 28, base - 84, 56, 84), mix(paints.trim, clay, 0.3)) +
    paint(ogee(cx - 21, base - 74, 42, 74), stuff.lit ? '#e9b264' : mix('#7a4a2c', paints.roof, 0.3)) +
    draw(pen`M${cx} ${base - 70}v70`, mix('#3a2416', paints.roof, 0.2), 1.4) +
    paint(studs, '#e8c98a') +
    lantern(brush, cx - 52, base - 62, stuff.lit) +
    lantern(brush, cx + 52, base - 62, stuff.lit) +
    tree(brush, paints, 'bush', x + 22, base + 2, 44) +
    tree(brush, paints, 'bush', x + w - 24, base + 2, 40)
  )
}
