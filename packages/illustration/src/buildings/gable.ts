import { box, disc, loop, paint, sheet } from '../brush.ts'
import { mix } from '../colour.ts'
import { materials, type Building, type Materials, type Plot } from './parts.ts'

/** In the mountains one or two broad chalets under snow; on a fjord a row of narrow painted houses. */
export const gable: Building = (plot) => {
  const { brush, paints, width, stars } = plot
  const stuff = materials(plot)
  const alpine = paints.land === 'peaks'
  const widths = alpine
    ? stars > 3
      ? [215, 150]
      : [250]
    : Array.from({ length: 3 + Math.floor(brush.random() * 2) }, () => brush.between(70, 92))
  const overlap = alpine ? 20 : 0
  const whole = widths.reduce((sum, w) => sum + w - overlap, overlap)
  let x = (width - whole) / 2 + brush.between(-12, 12)
  let svg = stuff.shadow(x, whole)
  for (const w of widths) {
    svg += house(plot, stuff, x, w, alpine)
    x += w - overlap
  }
  return svg
}

function house(plot: Plot, stuff: Materials, x: number, w: number, alpine: boolean): string {
  const { brush, paints, base, stars, hour } = plot
  const wall = alpine ? stuff.wall : brush.pick(paints.walls)
  const h = alpine ? w * 0.5 : brush.between(118, 150) + stars * 4
  const rise = alpine ? w * 0.27 : w * 0.52
  const y = base - h
  const ridge = y - rise
  const face = loop([
    [x, base],
    [x, y],
    [x + w / 2, ridge],
    [x + w, y],
    [x + w, base],
  ])
  const edge = loop([
    [x + w * 0.9, base],
    [x + w * 0.9, y - rise * 0.2],
    [x + w, y],
    [x + w, base],
  ])
  const rows = alpine ? Math.max(1, Math.floor(h / 42)) : 3
  const columns = alpine ? Math.floor(w / 46) : 2
  const [joinery, shutters, boards, flowers] = [stuff.joinery(), sheet(), sheet(), sheet()]
  let door = ''
  for (let row = 0; row < rows; row++) {
    const wy = y + 10 + (row * h) / rows
    for (let column = 0; column < columns; column++) {
      const wx = x + (w / columns) * (column + 0.5) - 8
      if (row === rows - 1 && column === Math.floor(columns / 2)) {
        door = paint(box(wx - 4, base - 32, 24, 32), paints.trim) + paint(box(wx - 2, base - 30, 20, 30), stuff.door)
        continue
      }
      joinery.window({ x: wx, y: wy, w: 16, h: 19 })
      if (alpine) shutters.add(paints.accent, box(wx - 9, wy, 6, 19) + box(wx + 19, wy, 6, 19))
    }
    if (!alpine || row === rows - 1) continue
    joinery.railing(x - 8, wy + 17, w + 16, 10)
    boards.add(mix(paints.roof, '#2a1a10', 0.1), box(x - 8, wy + 26, w + 16, 4))
    for (let i = 0; i < w / 16; i++)
      flowers.add(i % 3 ? paints.leaf[1] : '#d55a4b', disc(x + i * 16 + 4, wy + 27, 6, 3))
  }
  joinery.window({ x: x + w / 2 - 7, y: y - rise * 0.5, w: 14, h: rise * 0.34 })
  const [over, thick] = alpine ? [20, 9] : [3, 7]
  const top = alpine ? mix('#ffffff', paints.sky[1], hour === 'night' ? 0.5 : 0.06) : mix(paints.roof, '#ffffff', 0.1)
  const eave = y + over * 0.54
  const cover = loop([
    [x - over, eave],
    [x + w / 2, ridge - 2],
    [x + w + over, eave],
    [x + w + over, eave - thick],
    [x + w / 2, ridge - thick - 4],
    [x - over, eave - thick],
  ])
  const board = loop([
    [x - over, eave],
    [x + w / 2, ridge - 2],
    [x + w + over, eave],
    [x + w + over - 2, eave + 4],
    [x + w / 2, ridge + 4],
    [x - over + 2, eave + 4],
  ])
  const light = brush.gradient(
    [
      [0, mix(wall, '#ffffff', 0.12)],
      [1, wall],
    ],
    0.5,
    1,
  )
  const plinth = alpine ? paint(box(x, base - 12, w, 12), mix('#8f9190', paints.far[1], 0.3)) : ''
  return (
    paint(face, light) +
    paint(edge, mix(wall, paints.far[2], 0.4), 'opacity=".5"') +
    boards.svg() +
    plinth +
    door +
    joinery.svg(mix(paints.roof, '#20120a', 0.3)) +
    shutters.svg() +
    flowers.svg() +
    paint(cover, top) +
    paint(board, alpine ? paints.roof : paints.trim)
  )
}
