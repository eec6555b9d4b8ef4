import { box, draw, loop, paint, pen } from '../brush.ts'
import type { Paints } from '../climates.ts'
import { mix } from '../colour.ts'

/**
 * The tiled roof of East Asia: a ridge, a curved slope and corners turned up by `lift`. `x` and `w` are the walls it
 * covers, `y` its eaves.
 */
export function sweptRoof(
  paints: Paints,
  tile: string,
  x: number,
  y: number,
  w: number,
  rise: number,
  lift = 10,
  over = 26,
): string {
  const [left, right] = [x - over, x + w + over]
  const inset = Math.min(w * 0.16, 46)
  const face =
    pen`M${left} ${y - lift}Q${left + over * 0.9} ${y} ${x + w * 0.2} ${y}H${x + w * 0.8}Q${right - over * 0.9} ${y} ${right} ${y - lift}` +
    pen`Q${right - over} ${y - rise * 0.35} ${x + w - inset} ${y - rise}H${x + inset}Q${left + over} ${y - rise * 0.35} ${left} ${y - lift}z`
  const ridge = loop([
    [x + inset - 9, y - rise - 4],
    [x + inset - 3, y - rise - 7],
    [x + w - inset + 3, y - rise - 7],
    [x + w - inset + 9, y - rise - 4],
    [x + w - inset + 4, y - rise + 1],
    [x + inset - 4, y - rise + 1],
  ])
  const edge = pen`M${left} ${y - lift}Q${left + over * 0.9} ${y} ${x + w * 0.2} ${y}H${x + w * 0.8}Q${right - over * 0.9} ${y} ${right} ${y - lift}`
  const rows = Math.floor(w / 9)
  let tiles = ''
  for (let i = 1; i < rows; i++) {
    const t = i / rows
    tiles += pen`M${x + inset + t * (w - inset * 2)} ${y - rise + 2}L${x - 6 + t * (w + 12)} ${y - 2}`
  }
  const shadow = paint(box(x, y, w, 5), '#10201c', 'opacity=".16"')
  return (
    paint(face, tile) +
    draw(tiles, mix(tile, '#10181c', 0.35), 1.1, 'opacity=".5"') +
    draw(edge, mix(tile, paints.trim, 0.3), 2.6, 'stroke-linecap="round"') +
    paint(ridge, mix(tile, '#10181c', 0.25)) +
    shadow
  )
}
