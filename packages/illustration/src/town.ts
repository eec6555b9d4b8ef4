import { box, draw, loop, pen, sheet, type Brush } from './brush.ts'
import type { Paints } from './climates.ts'
import { mix } from './colour.ts'
import { LIT, type Hour } from './hours.ts'

export type Street = { brush: Brush; paints: Paints; width: number; y: number; scale: number; hour: Hour }

/**
 * A row of small houses, hazed by distance. A storey of windows is one dashed line: thousands of windows in a few
 * hundred bytes.
 */
export function town({ brush, paints, width, y, scale, hour }: Street): string {
  const flat = paints.build.includes('terraced') || paints.build.includes('riad')
  const roofColour = mix(paints.roof, paints.sky[2], 0.34)
  const [walls, roofs] = [sheet(), sheet()]
  const [dark, lit] = [
    ['', ''],
    ['', ''],
  ]
  for (let x = -10; x < width + 10;) {
    const w = brush.between(18, 40) * scale
    const h = brush.between(22, 62) * scale
    const wall = mix(brush.pick(paints.walls), paints.sky[2], 0.38)
    walls.add(wall, box(x, y - h, w * 0.7, h + 12))
    walls.add(mix(wall, paints.far[2], 0.28), box(x + w * 0.7, y - h, w * 0.3, h + 12))
    const eaves = 8 * scale
    if (!flat)
      roofs.add(
        roofColour,
        loop([
          [x - 1.5, y - h],
          [x + w * 0.2, y - h - eaves],
          [x + w * 0.8, y - h - eaves],
          [x + w + 1.5, y - h],
        ]),
      )
    for (let wy = y - h + 9.5 * scale; wy < y - 4; wy += 10 * scale) {
      const row = pen`M${x + 4 * scale} ${wy}h${w - 7 * scale}`
      dark[0] += row
      if (brush.chance(LIT[hour])) lit[brush.chance(0.5) ? 0 : 1] += row
    }
    if (brush.chance(0.1)) {
      const top = y - h - 40 * scale
      walls.add(mix(wall, '#ffffff', 0.2), box(x + w * 0.3, top, w * 0.34, 44 * scale))
      roofs.add(
        roofColour,
        loop([
          [x + w * 0.26, top],
          [x + w * 0.47, top - 22 * scale],
          [x + w * 0.68, top],
        ]),
      )
    }
    x += w + (brush.chance(0.2) ? 5 * scale : 0)
  }
  const dashes = (d: string, colour: string, pattern: readonly number[]) =>
    d &&
    draw(
      d,
      colour,
      5 * scale,
      `stroke-dasharray="${pattern.map((part) => Math.round(part * scale * 10) / 10).join(' ')}"`,
    )
  return (
    walls.svg() +
    roofs.svg() +
    dashes(dark[0] ?? '', mix(mix(paints.far[2], paints.sky[0], 0.4), paints.sky[2], 0.15), [3, 5]) +
    dashes(lit[0] ?? '', '#f5cf86', [3, 5, 3, 13]) +
    dashes(lit[1] ?? '', '#f5cf86', [3, 21, 3, 5])
  )
}
