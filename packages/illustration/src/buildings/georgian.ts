import { arch, box, draw, loop, paint, pen, sheet } from '../brush.ts'
import { mix } from '../colour.ts'
import { flag, materials, type Building } from './parts.ts'

/** Brick or stucco in a terrace: sash windows that shorten as they rise, fanlights, area railings, chimneys. */
export const georgian: Building = (plot) => {
  const { brush, paints, width, base, stars } = plot
  const stuff = materials(plot)
  const brick = mix(brush.pick(['#a8654e', '#8f5a48', '#b98b6a', '#efe6d6', '#c7a98a']), stuff.wall, 0.15)
  const bays = 5 + (stars > 2 ? 2 : 0) + (stars > 4 ? 2 : 0)
  const bay = Math.min(48, 348 / bays)
  const w = bays * bay
  const heights = [24, 30, 36, ...(stars > 3 ? [36] : [])].toSorted((a, b) => a - b)
  const stucco = 50
  const h = stucco + heights.reduce((sum, tall) => sum + tall + 16, 0) + 8
  const x = (width - w) / 2 + brush.between(-8, 8)
  const y = base - h
  const joinery = stuff.joinery()
  const heads = sheet()
  let yy = y + 14
  for (const [i, tall] of heights.entries()) {
    for (let j = 0; j < bays; j++) {
      const wx = x + bay * (j + 0.5) - 8
      joinery.window({ x: wx, y: yy, w: 16, h: tall })
      heads.add(
        mix(paints.trim, brick, 0.25),
        loop([
          [wx - 4, yy - 6],
          [wx + 20, yy - 6],
          [wx + 17, yy - 1.5],
          [wx - 1, yy - 1.5],
        ]),
      )
    }
    if (i === heights.length - 1) joinery.railing(x + 4, yy + tall - 6, w - 8, 9)
    yy += tall + 16
  }
  const cream = mix(paints.trim, '#efe6d3', 0.4)
  const ground = sheet()
  const doors = bays > 6 ? [1, (bays - 1) / 2, bays - 2] : [(bays - 1) / 2]
  const low = stuff.joinery(cream)
  let porch = ''
  for (let j = 0; j < bays; j++) {
    const cx = x + bay * (j + 0.5)
    if (!doors.includes(j)) {
      low.window({ x: cx - 8, y: base - 40, w: 16, h: 30, top: 'round' })
      continue
    }
    const middle = j === (bays - 1) / 2
    ground.add(paints.trim, box(cx - 15, base - 48, 30, 48))
    porch +=
      paint(
        arch(cx - 9, base - 44, 18, 44),
        middle ? stuff.door : mix(brush.pick(['#22394a', '#5d2330', '#27473b']), paints.accent, 0.2),
      ) + paint(box(cx - 9, base - 34, 18, 1.6), paints.trim)
    porch +=
      paint(
        box(cx - 15, base - 48, 3.4, 48) + box(cx + 11.6, base - 48, 3.4, 48) + box(cx - 19, base - 52, 38, 5),
        cream,
      ) + paint(box(cx - 16, base - 4, 32, 5), mix(cream, '#8c8c86', 0.3))
  }
  const slate = mix('#4d5962', paints.sky[0], 0.2)
  const roof = loop([
    [x - 2, y],
    [x + 14, y - 26],
    [x + w - 14, y - 26],
    [x + w + 2, y],
  ])
  const stacks = [0.16, 0.5, 0.84].map((at) => box(x + w * at - 12, y - 44, 24, 30)).join('')
  const pots = [0.16, 0.5, 0.84].map((at) => pen`M${x + w * at - 9} ${y - 47}h18`).join('')
  const area = stuff.joinery()
  area.railing(x + 2, base - 9, w - 4, 10)
  return (
    stuff.shadow(x, w) +
    paint(stacks, mix(brick, '#3a2a24', 0.2)) +
    draw(pots, '#c98a63', 7, 'stroke-dasharray="4 3"') +
    paint(roof, stuff.wash(slate, 0.15)) +
    paint(box(x, y, w, h), stuff.wash(brick, 0.14)) +
    paint(box(x - 4, y - 4, w + 8, 6), cream) +
    joinery.svg() +
    heads.svg() +
    paint(box(x - 1, base - stucco, w + 2, stucco), cream) +
    paint(box(x - 3, base - stucco - 2, w + 6, 4), paints.trim) +
    low.svg() +
    area.svg() +
    ground.svg() +
    porch +
    flag(paints, x + w / 2, y - 44, stuff.dark)
  )
}
