import { box, disc, draw, loop, paint, pen } from '../brush.ts'
import { mix } from '../colour.ts'
import type { Landmark } from './landmark.ts'

const dashes = (s: number, ...pattern: number[]) =>
  `stroke-dasharray="${pattern.map((part) => Math.round(part * s * 10) / 10).join(' ')}"`

export const skyline: Landmark = ({ brush, x, y, s, dark, lit, paints }) => {
  const steel = mix(mix(paints.sky[0], '#3f6f80', 0.4), paints.sky[2], 0.25)
  let svg = ''
  for (const [at, h, w] of [
    [-92, 84, 30],
    [-60, 128, 26],
    [66, 104, 32],
    [-26, 168, 34],
    [36, 140, 28],
    [8, 112, 26],
    [94, 72, 28],
  ] as const) {
    const face = mix(steel, paints.sky[2], brush.between(0, 0.3))
    const top = y - h * s
    const crown = brush.pick(['flat', 'slope', 'spire'] as const)
    const shape =
      crown === 'slope'
        ? loop([
            [x + at * s, y],
            [x + at * s, top + 16 * s],
            [x + (at + w) * s, top],
            [x + (at + w) * s, y],
          ])
        : box(x + at * s, top, w * s, h * s)
    svg +=
      paint(shape, face) +
      paint(box(x + (at + w * 0.66) * s, top + 18 * s, w * 0.34 * s, (h - 18) * s), dark, 'opacity=".3"')
    if (crown === 'spire')
      svg += paint(
        loop([
          [x + (at + 6) * s, top],
          [x + (at + w / 2) * s, top - 34 * s],
          [x + (at + w - 6) * s, top],
        ]),
        face,
      )
    let rows = ''
    for (let up = 24; up < h - 20; up += 9) rows += pen`M${x + (at + 4) * s} ${y - up * s}h${(w - 8) * s}`
    svg += draw(
      rows,
      lit ? '#ffd98a' : mix(face, '#ffffff', 0.45),
      3 * s,
      `${dashes(s, 3, brush.pick([3, 4]), 3, brush.pick([4, 10]))} opacity="${lit ? 0.85 : 0.6}"`,
    )
  }
  return svg
}

export const needle: Landmark = ({ x, y, s, stone, dark, accent, lit }) =>
  paint(
    loop([
      [x - 12 * s, y],
      [x - 3 * s, y - 120 * s],
      [x + 3 * s, y - 120 * s],
      [x + 12 * s, y],
    ]),
    stone,
  ) +
  paint(
    loop([
      [x - 9 * s, y - 116 * s],
      [x - 26 * s, y - 128 * s],
      [x + 26 * s, y - 128 * s],
      [x + 9 * s, y - 116 * s],
    ]),
    mix(stone, dark, 0.4),
  ) +
  paint(pen`M${x - 26 * s} ${y - 128 * s}q${26 * s} ${-24 * s} ${52 * s} 0z`, accent) +
  draw(
    pen`M${x - 24 * s} ${y - 129 * s}h${48 * s}`,
    lit ? '#ffd98a' : mix(stone, '#ffffff', 0.5),
    3 * s,
    dashes(s, 3, 2),
  ) +
  draw(pen`M${x} ${y - 138 * s}v${-46 * s}`, dark, 2.4 * s)

export const lattice: Landmark = ({ x, y, s, dark, paints }) => {
  const iron = mix(mix('#7a5f4c', dark, 0.35), paints.sky[2], 0.15)
  const leg = (side: number) =>
    pen`M${x + side * 52 * s} ${y}Q${x + side * 16 * s} ${y - 62 * s} ${x + side * 3 * s} ${y - 176 * s}M${x + side * 34 * s} ${y}Q${x + side * 8 * s} ${y - 66 * s} ${x + side * 2 * s} ${y - 176 * s}`
  let braces = ''
  for (let i = 0; i < 9; i++) {
    const [low, high] = [40 + i * 14, 54 + i * 14]
    const half = (up: number) => (52 * Math.exp(-up / 58) + 1) * s
    braces += pen`M${x - half(low)} ${y - low * s}L${x + half(high)} ${y - high * s}M${x + half(low)} ${y - low * s}L${x - half(high)} ${y - high * s}`
  }
  return (
    draw(leg(-1) + leg(1), iron, 3.4 * s) +
    draw(braces, iron, 1.2 * s) +
    draw(pen`M${x - 34 * s} ${y}q${34 * s} ${-52 * s} ${68 * s} 0`, iron, 3 * s) +
    paint(
      box(x - 34 * s, y - 44 * s, 68 * s, 6 * s) +
        box(x - 18 * s, y - 92 * s, 36 * s, 5 * s) +
        box(x - 6 * s, y - 180 * s, 12 * s, 6 * s),
      iron,
    ) +
    draw(pen`M${x} ${y - 180 * s}v${-22 * s}`, iron, 2 * s)
  )
}

export const bridge: Landmark = ({ x, y, s, accent, dark, paints }) => {
  const steel = mix(mix(accent, '#c2503f', 0.4), paints.sky[2], 0.15)
  const [deck, half] = [y - 34 * s, 190]
  let hangers = ''
  for (let at = -70; at <= 70; at += 10) hangers += pen`M${x + at * s} ${deck}V${y - (42 + 82 * (at / 84) ** 2) * s}`
  for (const side of [-1, 1])
    for (let at = 96; at < half - 8; at += 12)
      hangers += pen`M${x + side * at * s} ${deck}V${y - (126 - ((at - 84) / (half - 84)) * 92) * s}`
  const cables = pen`M${x - half * s} ${deck}L${x - 84 * s} ${y - 126 * s}Q${x} ${y - 2 * s} ${x + 84 * s} ${y - 126 * s}L${x + half * s} ${deck}`
  const towers = [-84, 84]
    .map(
      (at) =>
        box(x + (at - 7) * s, y - 132 * s, 5 * s, 140 * s) +
        box(x + (at + 2) * s, y - 132 * s, 5 * s, 140 * s) +
        box(x + (at - 7) * s, y - 128 * s, 14 * s, 5 * s) +
        box(x + (at - 7) * s, y - 92 * s, 14 * s, 5 * s),
    )
    .join('')
  return (
    draw(hangers, steel, 0.9 * s, 'opacity=".8"') +
    draw(cables, steel, 2.4 * s) +
    paint(towers, steel) +
    paint(box(x - (half + 40) * s, deck, (half * 2 + 80) * s, 6 * s), mix(steel, dark, 0.4))
  )
}

export const windmill: Landmark = ({ x, y, s, stone, dark, roof, accent }) => {
  const sail = (degrees: number) => {
    const [c, n] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]
    const point = (along: number, across: number) =>
      [x + (along * c - across * n) * s, y + (-104 + along * n + across * c) * s] as const
    return loop([point(8, 0), point(70, 0), point(70, 14), point(14, 12)])
  }
  return (
    paint(
      loop([
        [x - 34 * s, y],
        [x - 20 * s, y - 100 * s],
        [x + 20 * s, y - 100 * s],
        [x + 34 * s, y],
      ]),
      stone,
    ) +
    paint(
      loop([
        [x + 10 * s, y],
        [x + 6 * s, y - 100 * s],
        [x + 20 * s, y - 100 * s],
        [x + 34 * s, y],
      ]),
      dark,
      'opacity=".35"',
    ) +
    paint(pen`M${x - 23 * s} ${y - 98 * s}q${23 * s} ${-46 * s} ${46 * s} 0z`, roof) +
    paint(box(x - 40 * s, y - 46 * s, 80 * s, 4 * s), dark) +
    paint(box(x - 7 * s, y - 24 * s, 14 * s, 26 * s), accent) +
    paint([20, 110, 200, 290].map(sail).join(''), mix(dark, '#fffaf0', 0.35)) +
    paint(disc(x, y - 104 * s, 4 * s), dark)
  )
}
