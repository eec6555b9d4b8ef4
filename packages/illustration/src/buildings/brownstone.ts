import { arch, box, draw, loop, paint, pen, sheet } from '../brush.ts'
import { mix } from '../colour.ts'
import { flag, materials, type Building } from './parts.ts'

/** A row of town houses: stoops, tall windows under lintels, a bracketed cornice, a water tank on the roof. */
export const brownstone: Building = (plot) => {
  const { brush, paints, width, base, stars } = plot
  const stuff = materials(plot)
  const stones = ['#8a5644', '#9c6a52', '#a87a5e', '#74483d', '#b48e73'].map((stone) => mix(stone, stuff.wall, 0.12))
  const houses = stars > 3 ? 4 : 3
  const [w, storey] = [stars > 3 ? 78 : 88, 46]
  const whole = houses * w
  let x = (width - whole) / 2 + brush.between(-10, 10)
  const main = Math.floor(houses / 2)
  let svg = stuff.shadow(x, whole)
  for (let i = 0; i < houses; i++, x += w) {
    const stone = brush.pick(stones)
    const floors = 4 + (stars > 4 ? 1 : 0)
    const h = floors * storey + brush.pick([6, 12, 18])
    const y = base - h
    const light = mix(stone, paints.trim, 0.35)
    const joinery = stuff.joinery(light)
    const lintels = sheet()
    for (let row = 0; row < floors; row++) {
      for (let column = 0; column < 3; column++) {
        if (row === floors - 1 && column === 0) continue
        const [wx, wy] = [x + 9 + column * ((w - 18) / 3) + ((w - 18) / 3 - 13) / 2, y + 18 + row * storey]
        joinery.window({ x: wx, y: wy, w: 13, h: 27, top: row === 0 ? 'round' : 'square' })
        if (row) lintels.add(light, box(wx - 4, wy - 6, 21, 4))
      }
    }
    const cornice =
      paint(box(x - 3, y - 8, w + 6, 9), mix(stone, '#2a1b16', 0.3)) +
      draw(pen`M${x} ${y + 4}h${w}`, mix(stone, '#2a1b16', 0.3), 6, 'stroke-dasharray="4 7"')
    svg +=
      paint(box(x, y, w, h), stuff.wash(stone, 0.16)) +
      paint(box(x + w - 3, y, 3, h), '#1c1210', 'opacity=".18"') +
      cornice +
      joinery.svg() +
      lintels.svg()
    const door = x + 9
    const steps = [0, 1, 2, 3].map((k) => box(door - 2 - k * 3, base - 18 + k * 5, 26 + k * 6, 5)).join('')
    svg +=
      paint(box(door - 2, base - 64, 26, 48), light) +
      paint(
        arch(door + 3, base - 60, 16, 42),
        i === main ? stuff.door : mix(brush.pick(['#27433f', '#5b2a2a', '#2c3a52']), paints.accent, 0.15),
      ) +
      paint(steps, mix(light, '#8b7a6a', 0.3))
    if (i === main)
      svg +=
        paint(
          loop([
            [door - 8, base - 64],
            [door + 30, base - 64],
            [door + 34, base - 54],
            [door - 12, base - 54],
          ]),
          paints.accent,
        ) + flag(paints, x + w / 2, y - 8, stuff.dark)
    if (i === 0) {
      const [tx, ty] = [x + w * 0.55, y - 8]
      svg += draw(pen`M${tx} ${ty}v-16M${tx + 22} ${ty}v-16M${tx} ${ty - 4}l22 -10`, stuff.dark, 1.6)
      svg +=
        paint(box(tx - 2, ty - 40, 26, 25), mix('#7d6552', paints.far[2], 0.2)) +
        paint(
          loop([
            [tx - 5, ty - 40],
            [tx + 11, ty - 52],
            [tx + 27, ty - 40],
          ]),
          stuff.dark,
        )
    }
  }
  return svg
}
