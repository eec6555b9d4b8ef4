import { box, disc, draw, loop, paint, pen, sheet } from '../brush.ts'
import { mix } from '../colour.ts'
import { sweptRoof } from './eaves.ts'
import { lantern, materials, type Building } from './parts.ts'

/** The timber inn: dark lattice, paper windows, a cloth over the door and a lamp beside it. */
export const ryokan: Building = (plot) => {
  const { brush, paints, width, base, stars } = plot
  const stuff = materials(plot)
  const timber = mix(brush.pick(['#5b4335', '#6d5140', '#4a3d37']), paints.far[2], 0.1)
  const tile = mix(brush.pick(['#4a5660', '#55606a', '#3f4a50']), paints.sky[0], 0.14)
  const plaster = mix(paints.trim, '#e9dfc8', 0.5)
  const paper = stuff.lit ? '#ffd995' : mix(plaster, '#ffffff', 0.35)
  const storeys = stars > 3 ? 3 : 2
  const whole = width * (0.5 + stars * 0.024)
  const left = (width - whole) / 2 + brush.between(-10, 10)
  let svg = stuff.shadow(left - 20, whole + 40)
  for (let i = storeys - 1; i >= 0; i--) {
    const w = whole * (1 - i * 0.15)
    const [x, h, y] = [left + (whole - w) / 2, 66, base - 4 - (i + 1) * 66 - i * 14]
    svg +=
      i === storeys - 1
        ? sweptRoof(paints, tile, x, y + 4, w, 56, 7, 28)
        : sweptRoof(paints, tile, x, y + 4, w, 20, 5, 24)
    const bays = Math.max(4, Math.round(w / 46))
    const bay = w / bays
    const [panels, posts] = [sheet(), sheet()]
    let [grid, lattice] = ['', '']
    for (let j = 0; j < bays; j++) {
      const at = x + j * bay
      posts.add(timber, box(at - 2, y + 4, 4, h))
      if (i === 0 && j === Math.floor(bays / 2)) continue
      if ((j + i) % 3 === 1) lattice += pen`M${at + 3} ${y + 8 + (h - 14) / 2}h${bay - 6}`
      else {
        panels.add(brush.chance(0.85) ? paper : mix(paper, timber, 0.35), box(at + 5, y + 16, bay - 10, h - 30))
        grid +=
          [1, 2].map((k) => pen`M${at + 5 + ((bay - 10) * k) / 3} ${y + 16}v${h - 30}`).join('') +
          pen`M${at + 5} ${y + 16 + (h - 30) * 0.34}h${bay - 10}M${at + 5} ${y + 16 + (h - 30) * 0.67}h${bay - 10}`
      }
    }
    const body =
      paint(box(x, y + 4, w, h), i ? plaster : mix(plaster, timber, 0.3)) +
      draw(lattice, timber, h - 14, 'stroke-dasharray="2.6 2.2"')
    const beams = paint(box(x, y + 4, w, 4) + box(x, y + h - 4, w, 6) + box(x + w - 2, y + 4, 4, h), timber)
    svg = svg + body + panels.svg() + draw(grid, timber, 0.9) + posts.svg() + beams
    if (i) {
      const rail = stuff.joinery()
      rail.railing(x - 6, y + h - 16, w + 12, 13)
      svg += rail.svg(timber)
      continue
    }
    const at = x + Math.floor(bays / 2) * bay
    const cloth = mix(paints.accent, '#22325a', 0.45)
    const strips = [0, 1, 2].map((k) => box(at + 4 + (k * (bay - 8)) / 3, y + 12, (bay - 8) / 3 - 1.2, 22)).join('')
    svg +=
      paint(box(at + 3, y + 10, bay - 6, h - 8), stuff.lit ? '#ffcf7d' : mix(timber, '#10181c', 0.45)) +
      paint(strips, cloth) +
      paint(disc(at + bay / 2, y + 23, 5), plaster)
    svg +=
      lantern(brush, at - 9, y + 30, stuff.lit, '#f0e2c4') +
      paint(
        loop([
          [at - 6, base + 2],
          [at + bay + 6, base + 2],
          [at + bay, base - 5],
          [at, base - 5],
        ]),
        mix('#8f9190', paints.ground[0], 0.3),
      )
  }
  return svg + paint(box(left - 6, base - 3, whole + 12, 6), mix('#8f9190', paints.ground[1], 0.35))
}
