import { box, loop, paint, sheet } from '../brush.ts'
import { mix } from '../colour.ts'
import { materials, type Building } from './parts.ts'

/** Low, open to the air, under a broad roof; a second storey from four stars on. */
export const pavilion: Building = (plot) => {
  const { brush, paints, width, base, stars } = plot
  const stuff = materials(plot)
  const w = width * (0.6 + stars * 0.03)
  const [x, y] = [(width - w) / 2, base - 92]
  const thatch = brush.gradient([
    [0, mix(paints.roof, '#ffffff', 0.2)],
    [1, paints.roof],
  ])
  const dark = mix(paints.roof, '#2a160c', 0.25)
  let svg = stuff.shadow(x, w)
  if (stars > 3) {
    const upper = w * 0.56
    const [ux, uy] = [x + w * 0.22, y - 66]
    const joinery = stuff.joinery()
    for (let j = 0; j < 5; j++) joinery.window({ x: ux + upper * (0.1 + j * 0.19), y: uy + 16, w: 18, h: 30 })
    joinery.railing(ux - 6, uy + 40, upper + 12, 12)
    const roof = loop([
      [ux - 24, uy + 4],
      [ux + 30, uy - 46],
      [ux + upper - 30, uy - 46],
      [ux + upper + 24, uy + 4],
    ])
    svg += paint(box(ux, uy, upper, 70), stuff.wall) + joinery.svg() + paint(roof, thatch)
  }
  const bays = Math.floor(w / 52)
  const doors = stuff.joinery()
  const posts = sheet()
  for (let j = 0; j < bays; j++)
    doors.window({ x: x + 30 + (j * (w - 44)) / bays, y: y + 26, w: 28, h: 66, sill: false })
  for (let j = 0; j <= bays; j++)
    posts.add(mix(paints.roof, '#2a160c', 0.15), box(x + 14 + (j * (w - 32)) / bays, y, 4.5, 92))
  const roof = loop([
    [x - 26, y + 12],
    [x + 40, y - 42],
    [x + w - 40, y - 42],
    [x + w + 26, y + 12],
  ])
  const layers = [1, 2, 3, 4].map((i) => box(x - 26 + i * 13, y + 12 - i * 10.5, w + 52 - i * 26, 1)).join('')
  const deck = stuff.joinery()
  deck.railing(x + 6, base - 20, w - 12, 13)
  return (
    svg +
    paint(
      box(x + 14, y, w - 28, 92),
      brush.gradient([
        [0, mix(stuff.wall, paints.roof, 0.35)],
        [1, stuff.wall],
      ]),
    ) +
    doors.svg() +
    posts.svg() +
    paint(roof, thatch) +
    paint(layers, dark, 'opacity=".5"') +
    paint(box(x - 12, base - 7, w + 24, 9), mix(paints.ground[0], paints.trim, 0.4)) +
    deck.svg()
  )
}
