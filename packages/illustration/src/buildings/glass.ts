import { box, draw, loop, paint, pen, sheet } from '../brush.ts'
import { mix } from '../colour.ts'
import { tree } from '../trees.ts'
import { materials, type Building } from './parts.ts'

/** A curtain wall that keeps the sky: two masses, planted setbacks, a tall lobby. */
export const glass: Building = (plot) => {
  const { brush, paints, width, base, stars } = plot
  const stuff = materials(plot)
  const night = stuff.lit > 0.5
  const sky = mix(paints.sky[0], '#2a6f80', 0.42)
  const face = brush.gradient(
    [
      [0, mix(sky, paints.sky[1], 0.45)],
      [0.55, sky],
      [1, mix(sky, '#123a44', 0.35)],
    ],
    0.5,
    1,
  )
  const side = mix(sky, '#10303c', 0.45)
  const frame = mix(paints.trim, sky, night ? 0.75 : 0.35)
  const tall = 170 + stars * 18
  const w = 116
  const x = width / 2 - w * brush.between(0.35, 0.75)
  const masses = [
    { x, w, h: tall, slope: brush.pick([0, 14, 26]) },
    { x: x + w - 6, w: 74, h: tall * brush.between(0.5, 0.68), slope: 0 },
  ]
  if (brush.chance(0.5)) masses.unshift({ x: x - 58, w: 64, h: tall * brush.between(0.34, 0.48), slope: 0 })
  let svg = stuff.shadow(x - 50, w + 150)
  for (const mass of masses) {
    const y = base - mass.h
    const corner = mass.w * 0.76
    const lights = sheet()
    const rows = Math.floor((mass.h - 44) / 12)
    let floors = ''
    for (let row = 0; row < rows; row++) {
      floors += pen`M${mass.x} ${y + 16 + row * 12}h${mass.w}`
      for (let j = 0; j < 7; j++)
        if (brush.chance(night ? 0.42 : stuff.lit ? 0.3 : 0.07))
          lights.add(
            stuff.lit ? '#ffd487' : mix(paints.sky[2], '#ffffff', 0.4),
            box(mass.x + (j * corner) / 7 + 0.6, y + 17 + row * 12, corner / 7 - 1.2, 10),
          )
    }
    const front = loop([
      [mass.x, base],
      [mass.x, y + mass.slope],
      [mass.x + corner, y],
      [mass.x + corner, base],
    ])
    const flank = loop([
      [mass.x + corner, base],
      [mass.x + corner, y],
      [mass.x + mass.w, y + 8],
      [mass.x + mass.w, base],
    ])
    const shine = loop([
      [mass.x + corner * 0.15, base],
      [mass.x + corner * 0.55, y + mass.slope * 0.5],
      [mass.x + corner * 0.8, y + mass.slope * 0.3],
      [mass.x + corner * 0.4, base],
    ])
    const mullions = [1, 2, 3, 4, 5, 6]
      .map((j) => pen`M${mass.x + (j * corner) / 7} ${y + mass.slope}v${mass.h - mass.slope}`)
      .join('')
    svg += paint(front, face) + paint(flank, side) + lights.svg(`opacity="${stuff.lit ? 0.9 : 0.4}"`)
    svg +=
      paint(shine, '#ffffff', `opacity="${night ? 0.03 : 0.1}"`) +
      draw(floors, frame, 0.8, 'opacity=".7"') +
      draw(mullions, frame, 0.7, 'opacity=".5"')
    svg += draw(
      pen`M${mass.x - 1} ${y + mass.slope}L${mass.x + corner} ${y - 1}L${mass.x + mass.w + 1} ${y + 8}`,
      frame,
      2.4,
    )
    if (mass.slope === 0)
      for (const at of [0.16, 0.42, 0.68])
        svg += tree(brush, paints, 'bush', mass.x + mass.w * at, y + 2, brush.between(18, 28))
  }
  const [left, whole] = [masses[0]?.x ?? x, x + w + 68]
  const lobby = stuff.joinery(frame)
  for (let at = left + 10; at < whole - 24; at += 26)
    lobby.window({ x: at, y: base - 30, w: 20, h: 30, sill: false, bars: false })
  const door = x + w * 0.36
  return (
    svg +
    paint(box(left - 6, base - 40, whole - left + 12, 40), mix(side, paints.trim, 0.14)) +
    lobby.svg() +
    paint(box(left - 12, base - 43, whole - left + 24, 5), paints.trim) +
    paint(box(door - 18, base - 34, 36, 34), stuff.door) +
    paint(
      loop([
        [door - 30, base - 36],
        [door + 30, base - 36],
        [door + 36, base - 30],
        [door - 36, base - 30],
      ]),
      paints.accent,
    )
  )
}
