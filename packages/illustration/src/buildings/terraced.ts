import { arch, box, paint, pen, sheet } from '../brush.ts'
import { mix } from '../colour.ts'
import { tree } from '../trees.ts'
import { materials, type Building } from './parts.ts'

/** White or ochre boxes stepping up a slope, an arcade at the foot; battlements in the desert, a blue dome by the sea. */
export const terraced: Building = (plot) => {
  const { brush, paints, width, base, stars, hour } = plot
  const stuff = materials(plot)
  const sandy = paints.land === 'dunes'
  const levels = stars > 3 ? 4 : 3
  const storey = 54
  const whole = width * 0.64 * (0.78 + stars * 0.05)
  const left = (width - whole) / 2 + brush.between(-20, 20)
  let svg = stuff.shadow(left, whole)
  for (let i = levels - 1; i >= 0; i--) {
    const w = whole * (1 - i * 0.24)
    const x = left + (whole - w) * (i ? brush.between(0.3, 0.8) : 0)
    const y = base - storey * (i + 1)
    const wall = mix(stuff.wall, i % 2 ? paints.trim : stuff.wall, 0.35)
    const light = brush.gradient([
      [0, mix(wall, '#ffffff', hour === 'night' ? 0 : 0.25)],
      [1, wall],
    ])
    svg +=
      paint(box(x, y, w, storey * (i + 1)), light) +
      paint(box(x + w * 0.86, y, w * 0.14, storey * (i + 1)), stuff.shade, 'opacity=".75"')
    svg += paint(box(x - 2, y - 3, w + 4, 5), mix(paints.trim, wall, 0.2))
    if (!sandy && i === levels - 1 && brush.chance(0.6)) {
      const r = w * 0.17
      svg += paint(pen`M${x + w * 0.2} ${y - 3}a${r} ${w * 0.19} 0 0 1 ${r * 2} 0z`, paints.accent)
      svg += paint(
        pen`M${x + w * 0.4} ${y - 3}a${r} ${w * 0.19} 0 0 0 -.1 ${-r}a${r} ${w * 0.19} 0 0 1 ${w * 0.14} ${r}z`,
        mix(paints.accent, '#0b2233', 0.3),
      )
    }
    if (sandy)
      svg += paint(
        Array.from({ length: Math.floor(w / 11) }, (_, j) => box(x + j * 11 + 2, y - 8, 6, 5)).join(''),
        wall,
      )
    const bays = Math.floor((w * 0.84) / 44)
    const gap = (w * 0.84) / bays
    const [joinery, recess, shutters] = [stuff.joinery(), sheet(), sheet()]
    for (let j = 0; j < bays; j++) {
      const at = x + gap * (j + 0.5)
      if (i === 0) {
        recess.add(mix(stuff.shade, stuff.dark, 0.25), arch(at - 13, base - 42, 26, 42))
        shutters.add(j === Math.floor(bays / 2) ? stuff.door : stuff.glass(), arch(at - 10, base - 37, 20, 37))
        continue
      }
      joinery.window({ x: at - 8, y: y + 13, w: 16, h: 28, top: 'round', bars: false })
      if (sandy) continue
      shutters.add(paints.accent, box(at - 14, y + 14, 5, 26))
      shutters.add(mix(paints.accent, '#0b2233', 0.2), box(at + 9, y + 14, 5, 26))
    }
    svg += recess.svg() + joinery.svg() + shutters.svg()
    if (i === levels - 1) continue
    const plants = x + 8 + brush.random() * 20
    for (let j = 0; j < 3; j++)
      svg += tree(brush, paints, 'bush', plants + j * brush.between(14, 40), y - 2, brush.between(16, 28))
  }
  return svg
}
