import { disc, draw, box, paint, pen, type Brush } from './brush.ts'
import type { Paints, TreeKind } from './climates.ts'
import { mix } from './colour.ts'

type Plant = (brush: Brush, paints: Paints, x: number, y: number, h: number) => string

/** A tree standing at (x, y), `h` high. */
export function tree(brush: Brush, paints: Paints, kind: TreeKind, x: number, y: number, h: number): string {
  const shadow = paint(disc(x, y + 1, h * 0.24, h * 0.03), mix(paints.leaf[0], '#10201c', 0.4), 'opacity=".3"')
  return (kind === 'bush' ? '' : shadow) + PLANTS[kind](brush, paints, x, y, h)
}

const bark = (paints: Paints) => mix('#5b4635', paints.leaf[0], 0.35)

const blobs = (x: number, y: number, h: number, list: readonly (readonly [number, number, number, number])[]) =>
  list.map(([dx, dy, rx, ry]) => disc(x + dx * h, y - dy * h, rx * h, ry * h)).join('')

const cypress: Plant = (_, { leaf }, x, y, h) => {
  const w = h * 0.13
  const body = (k: number) =>
    pen`M${x} ${y}C${x - w * 1.7} ${y - h * 0.2} ${x - w} ${y - h * 0.75} ${x} ${y - h}` +
    pen`C${x + k} ${y - h * 0.75} ${x + k * 1.7} ${y - h * 0.2} ${x} ${y}z`
  return paint(body(w), leaf[0]) + paint(body(-w * 0.1), mix(leaf[1], leaf[0], 0.35))
}

const spruce: Plant = (_, paints, x, y, h) => {
  const [deep, light] = paints.leaf
  let svg = paint(box(x - h * 0.02, y - h * 0.1, h * 0.04, h * 0.1), bark(paints))
  for (let i = 0; i < 4; i++) {
    const foot = y - h * (0.06 + i * 0.2)
    const w = h * (0.25 - i * 0.047)
    const top = foot - h * 0.36
    svg += paint(pen`M${x} ${top}L${x + w} ${foot}Q${x} ${foot - h * 0.05} ${x - w} ${foot}z`, deep)
    const side = pen`M${x} ${top}L${x - w} ${foot}Q${x - w * 0.4} ${foot - h * 0.04} ${x - w * 0.1} ${foot - h * 0.035}z`
    svg += paint(side, mix(light, deep, 0.3))
  }
  return svg
}

const palm: Plant = (brush, paints, x, y, h) => {
  const [deep, light] = paints.leaf
  const lean = brush.between(-0.18, 0.18) * h
  const [tx, ty] = [x + lean, y - h * 0.8]
  const trunk = pen`M${x} ${y}Q${x - lean * 0.25} ${y - h * 0.5} ${tx} ${ty}`
  const fronds = ['', '']
  for (const [i, degrees] of [-168, -140, -112, -82, -52, -24, 4, 22, -200].entries()) {
    const length = h * brush.between(0.3, 0.4)
    const angle = (degrees * Math.PI) / 180
    const [ex, ey] = [tx + Math.cos(angle) * length, ty + Math.sin(angle) * length * 0.75 + h * 0.1]
    const [mx, my] = [tx + Math.cos(angle) * length * 0.55, ty + Math.sin(angle) * length * 0.95 - h * 0.05]
    fronds[i % 2] += pen`M${tx} ${ty}Q${mx} ${my} ${ex} ${ey}Q${mx} ${my + h * 0.07} ${tx} ${ty + h * 0.02}z`
  }
  const stem = draw(trunk, mix('#8a6a4a', deep, 0.3), h * 0.035, 'stroke-linecap="round"')
  return stem + paint(fronds[0] ?? '', mix(deep, light, 0.6)) + paint(fronds[1] ?? '', deep)
}

const pine: Plant = (_, paints, x, y, h) => {
  const [deep, light] = paints.leaf
  const trunk =
    pen`M${x} ${y}Q${x + h * 0.05} ${y - h * 0.4} ${x - h * 0.02} ${y - h * 0.72}` +
    pen`M${x + h * 0.02} ${y - h * 0.42}L${x + h * 0.15} ${y - h * 0.7}M${x} ${y - h * 0.5}L${x - h * 0.15} ${y - h * 0.7}`
  const crown = blobs(x, y, h, [
    [0, 0.74, 0.36, 0.13],
    [-0.17, 0.72, 0.2, 0.09],
    [0.19, 0.73, 0.2, 0.1],
    [0.02, 0.84, 0.24, 0.1],
  ])
  const lit = blobs(x, y, h, [
    [-0.08, 0.79, 0.2, 0.06],
    [0.12, 0.86, 0.13, 0.045],
    [-0.2, 0.745, 0.12, 0.04],
  ])
  return draw(trunk, bark(paints), h * 0.035) + paint(crown, deep) + paint(lit, mix(light, deep, 0.2))
}

const bush: Plant = (brush, { leaf }, x, y, h) => {
  const leaves = ['', '']
  for (let i = 0; i < 5; i++) {
    const [bx, by] = [x + brush.between(-0.3, 0.3) * h, y - brush.between(0.06, 0.24) * h]
    leaves[i % 2] += disc(bx, by, brush.between(0.12, 0.2) * h, brush.between(0.1, 0.17) * h)
  }
  return paint(leaves[0] ?? '', leaf[0]) + paint(leaves[1] ?? '', leaf[1])
}

const crowned = (paints: Paints, x: number, y: number, h: number, deep: string, light: string) =>
  paint(box(x - h * 0.025, y - h * 0.45, h * 0.05, h * 0.45), bark(paints)) +
  paint(
    blobs(x, y, h, [
      [0, 0.66, 0.27, 0.25],
      [-0.16, 0.55, 0.2, 0.18],
      [0.17, 0.56, 0.19, 0.17],
      [0.02, 0.84, 0.18, 0.17],
    ]),
    deep,
  ) +
  paint(
    blobs(x, y, h, [
      [-0.07, 0.72, 0.18, 0.15],
      [-0.2, 0.58, 0.12, 0.1],
      [-0.02, 0.88, 0.11, 0.09],
      [0.12, 0.62, 0.09, 0.08],
    ]),
    light,
  )

const round: Plant = (_, paints, x, y, h) =>
  crowned(paints, x, y, h, paints.leaf[0], mix(paints.leaf[1], paints.leaf[0], 0.15))

const cherry: Plant = (_, paints, x, y, h) =>
  crowned(paints, x, y, h, mix('#d98a9c', paints.leaf[0], 0.22), mix('#f7c3ca', paints.sky[2], 0.3))

const PLANTS: Record<TreeKind, Plant> = { cypress, spruce, palm, pine, bush, round, cherry }
