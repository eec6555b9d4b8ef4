import { paint, pen } from '../brush.ts'
import { mix } from '../colour.ts'
import { landmark } from '../landmarks/landmark.ts'
import { landscape } from '../landscape.ts'
import { town } from '../town.ts'
import { tree } from '../trees.ts'
import type { Scene } from './scene.ts'

/** The town over its gardens, with what people know it by. */
export function place({ brush, paints, width, height, hour, landmarks }: Scene): string {
  let svg = landscape({ brush, paints, width, height, horizon: height * 0.57, hour })
  if (paints.land === 'coast' || paints.land === 'fjord') {
    const y = height * 0.72
    const shore =
      pen`M${width + 10} ${y - 42}C${width * 0.8} ${y - 48} ${width * 0.66} ${y - 20} ${width * 0.52} ${y - 6}` +
      pen`S${width * 0.2} ${y + 26} -10 ${y + 22}V${height}H${width + 10}z`
    svg += paint(
      shore,
      brush.gradient([
        [0, mix(paints.far[2], paints.ground[0], 0.5)],
        [1, paints.leaf[1]],
      ]),
    )
  }
  const scale = height / 400
  const side = brush.chance(0.5) ? 1 : -1
  const at = (offset: number) => width * (0.5 + side * offset)
  const first = brush.pick(landmarks)
  // A bridge spans; everything else stands among the houses, a second one further off in a wide picture.
  svg += landmark(
    first,
    brush,
    paints,
    hour,
    at(brush.between(0.18, 0.26)),
    height * (first === 'bridge' ? 0.72 : 0.78),
    (0.78 + brush.random() * 0.16) * scale,
  )
  const second = brush.pick(landmarks)
  if (width > height * 1.9 && second !== first)
    svg += landmark(second, brush, paints, hour, at(-brush.between(0.2, 0.34)), height * 0.77, 0.56 * scale)
  svg += town({ brush, paints, width, y: height * 0.82, scale: 0.8 * scale + 0.3, hour })
  svg += town({ brush, paints, width, y: height * 0.92, scale: 1.1 * scale + 0.3, hour })
  const garden = pen`M0 ${height * 0.9}Q${width * 0.25} ${height * 0.84} ${width * 0.5} ${height * 0.9}T${width} ${height * 0.87}V${height}H0z`
  svg += paint(garden, mix(paints.leaf[0], paints.leaf[1], 0.3))
  for (let x = 0; x < width; x += 42) {
    const kind = brush.pick(paints.trees)
    const tall = kind === 'bush' ? 0.8 : kind === 'round' || kind === 'cherry' ? 0.9 : 1.15
    svg += tree(
      brush,
      paints,
      kind,
      x + brush.between(-16, 16),
      height * brush.between(0.93, 1.03),
      height * brush.between(0.14, 0.24) * tall,
    )
  }
  return svg
}
