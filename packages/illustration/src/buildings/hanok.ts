import { box, draw, loop, paint, pen, sheet } from '../brush.ts'
import { mix } from '../colour.ts'
import { sweptRoof } from './eaves.ts'
import { lantern, materials, type Building } from './parts.ts'

/** White walls in a timber frame on a stone terrace, under a roof that lifts its corners. */
export const hanok: Building = (plot) => {
  const { brush, paints, width, base, stars } = plot
  const stuff = materials(plot)
  const timber = mix(brush.pick(['#8a4f38', '#7d4636', '#6a4a3a']), paints.far[2], 0.1)
  const tile = mix(brush.pick(['#39444b', '#46525a', '#3f4d4c']), paints.sky[0], 0.12)
  const plaster = mix(paints.trim, '#f1e8d6', 0.4)
  const w = width * (0.48 + stars * 0.025)
  const x = (width - w) / 2 + brush.between(-10, 10)
  const foot = base - 22
  const storeys = stars > 3 ? 2 : 1
  const stone = mix('#9a988f', paints.ground[0], 0.35)
  let svg = stuff.shadow(x - 26, w + 52)
  svg +=
    paint(box(x - 24, foot, w + 48, 24), stone) +
    draw(
      pen`M${x - 24} ${foot + 8}h${w + 48}M${x - 24} ${foot + 16}h${w + 48}`,
      mix(stone, '#3a3a36', 0.3),
      0.9,
      'stroke-dasharray="22 2"',
    )
  for (let i = storeys - 1; i >= 0; i--) {
    const [ww, h] = [w * (i ? 0.66 : 1), i ? 56 : 84]
    const [xx, y] = [x + (w - ww) / 2, foot - (i ? 84 + 46 + 56 - 12 : 84)]
    const bays = Math.max(3, Math.round(ww / 58) | 1)
    const bay = ww / bays
    const [posts, papers] = [sheet(), sheet()]
    let grid = ''
    for (let j = 0; j <= bays; j++) posts.add(timber, box(xx + j * bay - 3, y, 6, h))
    for (let j = 0; j < bays; j++) {
      const [at, door] = [xx + j * bay + 8, i === 0 && j === (bays - 1) / 2]
      const [pw, py, ph] = [bay - 16, y + (door ? 12 : 18), h - (door ? 12 : 38)]
      papers.add(
        door ? stuff.door : brush.chance(stuff.lit) ? '#ffd995' : mix(plaster, '#d9c8a4', 0.35),
        box(at, py, pw, ph),
      )
      for (let k = 1; k < 6; k++) grid += pen`M${at + (pw * k) / 6} ${py}v${ph}`
      grid += pen`M${at} ${py + ph * 0.4}h${pw}M${at} ${py + ph * 0.6}h${pw}M${at} ${py}h${pw}v${ph}h${-pw}z`
    }
    const painted = draw(pen`M${xx} ${y + 5}h${ww}`, mix(paints.accent, '#2f7d6a', 0.6), 8, 'stroke-dasharray="9 3"')
    svg +=
      paint(box(xx, y, ww, h), plaster) +
      paint(box(xx, y + h - 16, ww, 16), mix(plaster, stone, 0.6)) +
      papers.svg() +
      draw(grid, timber, 0.9) +
      posts.svg() +
      painted
    svg += sweptRoof(paints, tile, xx, y + 3, ww, i === storeys - 1 ? 58 : 42, 17, 32)
  }
  const middle = x + w / 2
  const steps = loop([
    [middle - 34, base + 4],
    [middle + 34, base + 4],
    [middle + 24, foot],
    [middle - 24, foot],
  ])
  return (
    svg +
    paint(steps, mix(stone, '#ffffff', 0.18)) +
    lantern(brush, middle - 40, foot - 50, stuff.lit, '#c2503f') +
    lantern(brush, middle + 40, foot - 50, stuff.lit, '#c2503f')
  )
}
