import { box, disc, draw, loop, ogee, paint, pen, sheet } from '../brush.ts'
import { mix } from '../colour.ts'
import { flag, materials, type Building } from './parts.ts'

/** Sandstone with hanging balconies, pointed arches and domed kiosks along the roof. */
export const haveli: Building = (plot) => {
  const { brush, paints, width, base, stars } = plot
  const stuff = materials(plot)
  const sand = mix(brush.pick(['#e3a987', '#e9c79a', '#f0dcc0', '#d98f78']), stuff.wall, 0.3)
  const pale = mix(sand, paints.trim, 0.6)
  const shade = mix(sand, paints.far[2], 0.45)
  const floors = stars > 3 ? 3 : 2
  const bays = stars > 2 ? 5 : 3
  const [bay, storey] = [stars > 2 ? 64 : 84, 62]
  const w = bays * bay
  const h = floors * storey + 14
  const x = (width - w) / 2 + brush.between(-8, 8)
  const y = base - h
  const dome = (cx: number, top: number, r: number, colour: string) =>
    paint(
      pen`M${cx - r} ${top}q${-r * 0.25} ${-r * 0.9} ${r} ${-r * 1.5}q${r * 1.25} ${r * 0.6} ${r} ${r * 1.5}z`,
      colour,
    ) + draw(pen`M${cx} ${top - r * 1.4}v${-r * 0.6}`, paints.accent, 1.4)
  const kiosk = (cx: number, s: number) => {
    const posts = [-1, -0.33, 0.33, 1].map((at) => box(cx + at * 13 * s - 1.4, y - 24 * s, 2.8, 22 * s)).join('')
    return (
      paint(box(cx - 18 * s, y - 5, 36 * s, 5), pale) +
      paint(posts, pale) +
      paint(box(cx - 20 * s, y - 27 * s, 40 * s, 4), shade) +
      dome(cx, y - 27 * s, 15 * s, mix(sand, '#ffffff', 0.25))
    )
  }
  const joinery = stuff.joinery(pale)
  const hang = sheet()
  let kiosks = ''
  for (let j = 0; j < bays; j++) {
    const cx = x + bay * (j + 0.5)
    for (let i = 0; i < floors - 1; i++) {
      const yy = y + 16 + i * storey
      const projecting = (j + i) % 2 === 0
      if (!projecting)
        for (const dx of [-17, 3]) joinery.window({ x: cx + dx, y: yy + 8, w: 14, h: 32, top: 'ogee', bars: false })
      else {
        hang.add(
          mix(sand, '#ffffff', 0.3),
          box(cx - 24, yy + 2, 48, 44) +
            loop([
              [cx - 24, yy + 46],
              [cx + 24, yy + 46],
              [cx + 13, yy + 56],
              [cx - 13, yy + 56],
            ]),
        )
        hang.add(
          shade,
          loop([
            [cx - 28, yy + 4],
            [cx - 18, yy - 7],
            [cx + 18, yy - 7],
            [cx + 28, yy + 4],
          ]),
        )
        for (const dx of [-20, -6, 8])
          joinery.window({ x: cx + dx, y: yy + 10, w: 11, h: 24, top: 'ogee', bars: false, sill: false })
        joinery.railing(cx - 24, yy + 36, 48, 9)
      }
    }
    if (j % 2 === 0) kiosks += kiosk(cx, j === (bays - 1) / 2 ? 1.25 : 0.85)
  }
  const ground = sheet()
  for (let j = 0; j < bays; j++) {
    const cx = x + bay * (j + 0.5)
    const door = j === (bays - 1) / 2
    ground.add(pale, ogee(cx - (door ? 24 : 19), base - (door ? 58 : 46), door ? 48 : 38, door ? 58 : 46))
    ground.add(
      door ? stuff.door : mix(shade, stuff.dark, 0.4),
      ogee(cx - (door ? 18 : 14), base - (door ? 48 : 38), door ? 36 : 28, door ? 48 : 38),
    )
  }
  const courses = Array.from({ length: floors }, (_, i) =>
    box(x - 2, y + 8 + (i + 1) * storey - storey + (i ? 4 : -8), w + 4, 4),
  ).join('')
  const medallions = Array.from({ length: bays - 1 }, (_, j) => disc(x + bay * (j + 1), base - 42, 4)).join('')
  return (
    stuff.shadow(x, w) +
    kiosks +
    paint(box(x, y, w, h), stuff.wash(sand)) +
    paint(box(x + w - 18, y, 18, h), shade, 'opacity=".4"') +
    paint(courses, pale) +
    hang.svg() +
    joinery.svg(shade) +
    ground.svg() +
    paint(medallions, paints.accent) +
    flag(paints, x + w - 8, y, stuff.dark)
  )
}
