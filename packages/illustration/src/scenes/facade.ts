import { box, draw, loop, paint, pen } from '../brush.ts'
import { hotel } from '../buildings/hotel.ts'
import { mix } from '../colour.ts'
import { landscape } from '../landscape.ts'
import { town } from '../town.ts'
import { tree } from '../trees.ts'
import type { Scene } from './scene.ts'

/** The hotel in its place, seen from the gate, or across its pool. */
export function facade(scene: Scene): string {
  const { brush, paints, width, height, hour, still } = scene
  const pool = scene.kind === 'pool'
  const foot = height * (pool ? 0.66 : 0.83)
  let svg = landscape({ brush, paints, width, height, horizon: height * 0.56, hour })
  if (scene.urban) svg += town({ brush, paints, width, y: foot - 24, scale: 1.15, hour })
  const ground = pen`M0 ${foot - 11}Q${width * 0.3} ${foot - 21} ${width * 0.55} ${foot - 16}T${width} ${foot - 14}V${height}H0z`
  svg += paint(
    ground,
    brush.gradient([
      [0, paints.ground[0]],
      [1, paints.ground[1]],
    ]),
  )
  const tallness = { bush: 0.35, round: 0.8, cherry: 0.8, cypress: 1.1, pine: 1.1, palm: 1.1, spruce: 1.1 }
  for (const [at, share] of [
    [0.05, 0.95],
    [0.13, 0.8],
    [0.9, 1],
    [0.97, 0.86],
  ] as const) {
    const kind = brush.pick(paints.trees)
    svg += tree(
      brush,
      paints,
      kind,
      at * width + brush.between(-10, 10),
      foot - 4,
      tallness[kind] * share * height * 0.36,
    )
  }
  // A low frame shrinks the building, never cuts it.
  const fit = Math.min(1, (foot - 12) / 300)
  const building = hotel({ brush: still, paints, width, base: foot, stars: scene.stars, hour })
  svg += `<g transform="translate(${Math.round((width / 2) * (1 - fit))} ${Math.round(foot * (1 - fit))}) scale(${Math.round(fit * 100) / 100})">${building}</g>`
  return svg + (pool ? poolside(scene, foot + 14) : forecourt(scene, foot))
}

function forecourt({ brush, paints, width, height, hour }: Scene, foot: number): string {
  const path = pen`M${width * 0.47} ${foot}L${width * 0.3} ${height}H${width * 0.72}L${width * 0.53} ${foot}z`
  let svg = paint(path, mix(paints.ground[0], '#ffffff', hour === 'night' ? 0.04 : 0.35), 'opacity=".8"')
  for (let i = 0; i < 9; i++) {
    const x = (i % 2 ? brush.between(0, 0.3) : brush.between(0.7, 1)) * width
    svg += tree(brush, paints, 'bush', x, height - brush.between(0, 30), brush.between(44, 78))
  }
  const kind = brush.pick(paints.trees.filter((tall) => tall !== 'bush'))
  const x = width * (brush.chance(0.5) ? brush.between(0.03, 0.1) : brush.between(0.9, 0.97))
  return svg + tree(brush, paints, kind, x, height + 6, height * (kind === 'round' || kind === 'cherry' ? 0.55 : 0.78))
}

function poolside({ brush, paints, width, height, hour }: Scene, y: number): string {
  const water = brush.gradient([
    [0, mix(paints.sea[0], '#ffffff', hour === 'night' ? 0 : 0.28)],
    [1, mix(paints.sea[1], '#3fc1c9', 0.35)],
  ])
  const deck = loop([
    [width * 0.1, y],
    [width * 0.92, y],
    [width * 1.1, height + 4],
    [width * -0.12, height + 4],
  ])
  const basin = brush.clip(
    pen`M${width * 0.15} ${y + 9}H${width * 0.87}L${width * 1.02} ${height + 4}H${width * -0.03}z`,
  )
  const ripples = ['', '', '']
  for (let i = 0; i < 40; i++) {
    const yy = y + 10 + brush.random() ** 1.5 * (height - y)
    const w = brush.between(14, 46) * (0.6 + (yy - y) / 90)
    ripples[Math.min(2, Math.floor((yy - y) / 36))] +=
      pen`M${brush.between(0, width)} ${yy}q${w / 4} -3 ${w / 2} 0t${w / 2} 0`
  }
  const waves = ripples
    .map((d, i) => d && draw(d, '#ffffff', 0.9 + i * 0.35, 'opacity=".4" stroke-linecap="round"'))
    .join('')
  const fabric = fabricOf(paints)
  let svg =
    paint(deck, mix(paints.trim, paints.ground[0], 0.35)) +
    `<g ${basin}>${paint(box(0, y, width, height - y + 4), water)}${waves}</g>`
  for (const [at, s, parasol] of [
    [0.2, 1, true],
    [0.74, 1, false],
    [0.86, 1.05, true],
  ] as const)
    svg += lounger(fabric, at * width, y - 2, s, parasol)
  for (const at of [brush.between(0, 0.05), 0.99, brush.between(0, 0.05)])
    svg += tree(brush, paints, 'bush', at * width, height - 4, brush.between(70, 100))
  const kind = paints.trees[0] ?? 'round'
  return (
    svg +
    tree(brush, paints, kind, width * 0.02, height + 6, height * (kind === 'round' || kind === 'cherry' ? 0.55 : 0.8))
  )
}

type Fabric = { wood: string; cloth: string; stripe: string }
const fabricOf = (paints: Scene['paints']): Fabric => ({
  wood: mix('#7a5b40', paints.leaf[0], 0.15),
  cloth: paints.trim,
  stripe: paints.accent,
})

function lounger({ wood, cloth, stripe }: Fabric, x: number, y: number, s: number, parasol: boolean): string {
  const frame = pen`M${x} ${y}l${38 * s} 0l${10 * s} ${-12 * s}M${x + 5} ${y}v7m${30 * s} -7v7`
  const cushion = loop([
    [x - 1, y - 2],
    [x + 37 * s, y - 2],
    [x + 47 * s, y - 15 * s],
    [x + 47 * s, y - 11 * s],
    [x + 38 * s, y + 2],
    [x - 1, y + 2],
  ])
  const svg = draw(frame, wood, 2) + paint(cushion, cloth)
  if (!parasol) return svg
  const [px, py] = [x + 26, y - 62]
  const scallops = 'q-8.5 -5 -17 0q-8.5 -5 -17 0'
  const canopy = pen`M${px - 34} ${py + 12}Q${px} ${py - 22} ${px + 34} ${py + 12}` + scallops + scallops + 'z'
  const gore =
    pen`M${px - 17} ${py + 12}Q${px - 6} ${py - 8} ${px} ${py - 5}Q${px + 6} ${py - 8} ${px + 17} ${py + 12}` +
    scallops +
    'z'
  return svg + paint(box(px - 0.9, py, 1.8, 64), wood) + paint(canopy, stripe) + paint(gore, cloth)
}
