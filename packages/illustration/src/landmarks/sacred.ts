import { arch, box, disc, draw, loop, ogee, paint, pen } from '../brush.ts'
import { mix } from '../colour.ts'
import type { Landmark, Spot } from './landmark.ts'

const glow = ({ lit, dark }: Spot) => (lit ? '#ffd98a' : dark)

export const pagoda: Landmark = (spot) => {
  const { x, y, s, stone, dark, accent } = spot
  const tile = mix(accent, '#3d4a50', 0.55)
  let svg = draw(pen`M${x} ${y - 150 * s}v${-30 * s}`, dark, 2.4 * s)
  for (let i = 4; i >= 0; i--) {
    const [half, foot] = [(34 - i * 4.5) * s, y - i * 29 * s]
    svg +=
      paint(box(x - half * 0.7, foot - 22 * s, half * 1.4, 23 * s), i % 2 ? stone : mix(stone, '#c2503f', 0.35)) +
      paint(box(x - half * 0.16, foot - 16 * s, half * 0.32, 16 * s), glow(spot))
    svg += paint(
      pen`M${x - half * 1.35} ${foot - 26 * s}Q${x - half * 0.8} ${foot - 22 * s} ${x - half * 0.5} ${foot - 35 * s}H${x + half * 0.5}Q${x + half * 0.8} ${foot - 22 * s} ${x + half * 1.35} ${foot - 26 * s}L${x + half * 1.1} ${foot - 20 * s}H${x - half * 1.1}z`,
      tile,
    )
  }
  return svg
}

export const torii: Landmark = ({ x, y, s, paints }) => {
  const red = mix('#cf4a35', paints.sky[2], 0.18)
  const posts =
    loop([
      [x - 50 * s, y],
      [x - 44 * s, y - 96 * s],
      [x - 34 * s, y - 96 * s],
      [x - 38 * s, y],
    ]) +
    loop([
      [x + 50 * s, y],
      [x + 44 * s, y - 96 * s],
      [x + 34 * s, y - 96 * s],
      [x + 38 * s, y],
    ])
  const lintel = pen`M${x - 74 * s} ${y - 112 * s}Q${x} ${y - 100 * s} ${x + 74 * s} ${y - 112 * s}l${-4 * s} ${12 * s}Q${x} ${y - 90 * s} ${x - 70 * s} ${y - 100 * s}z`
  const cap = pen`M${x - 76 * s} ${y - 116 * s}Q${x} ${y - 104 * s} ${x + 76 * s} ${y - 116 * s}l${-2 * s} ${5 * s}Q${x} ${y - 99 * s} ${x - 74 * s} ${y - 111 * s}z`
  return (
    paint(
      posts + lintel + box(x - 56 * s, y - 78 * s, 112 * s, 8 * s) + box(x - 5 * s, y - 94 * s, 10 * s, 18 * s),
      red,
    ) + paint(cap, mix(red, '#2a2426', 0.65))
  )
}

export const stupa: Landmark = ({ x, y, s, stone, dark, paints }) => {
  const gold = mix('#e0b04a', paints.sky[2], 0.15)
  const steps = [0, 1, 2]
    .map((i) => box(x - (64 - i * 12) * s, y - (14 + i * 12) * s, (128 - i * 24) * s, 14 * s))
    .join('')
  const bell = pen`M${x - 40 * s} ${y - 38 * s}q${4 * s} ${-56 * s} ${30 * s} ${-64 * s}q${6 * s} ${-24 * s} ${10 * s} ${-76 * s}q${4 * s} ${52 * s} ${10 * s} ${76 * s}q${26 * s} ${8 * s} ${30 * s} ${64 * s}z`
  const small = (at: number) =>
    paint(
      pen`M${x + (at - 12) * s} ${y}v${-14 * s}q${2 * s} ${-20 * s} ${9 * s} ${-22 * s}l${3 * s} ${-26 * s}l${3 * s} ${26 * s}q${7 * s} ${2 * s} ${9 * s} ${22 * s}v${14 * s}z`,
      mix(gold, dark, 0.15),
    )
  return (
    small(-84) +
    small(84) +
    paint(steps, stone) +
    paint(bell, gold) +
    paint(
      pen`M${x + 4 * s} ${y - 150 * s}q${4 * s} ${40 * s} ${8 * s} ${48 * s}q${22 * s} ${8 * s} ${28 * s} ${64 * s}h${-18 * s}z`,
      dark,
      'opacity=".3"',
    )
  )
}

export const minaret: Landmark = (spot) => {
  const { x, y, s, stone, dark, accent } = spot
  const tiles = pen`M${x - 14 * s} ${y - 100 * s}h${28 * s}`
  return (
    paint(box(x + 14 * s, y - 44 * s, 90 * s, 46 * s), mix(stone, dark, 0.2)) +
    draw(
      pen`M${x + 14 * s} ${y - 46 * s}h${90 * s}`,
      stone,
      6 * s,
      `stroke-dasharray="${Math.round(6 * s * 10) / 10} ${Math.round(4 * s * 10) / 10}"`,
    ) +
    paint(box(x - 17 * s, y - 116 * s, 34 * s, 118 * s), stone) +
    paint(box(x + 8 * s, y - 116 * s, 9 * s, 118 * s), dark, 'opacity=".4"') +
    draw(tiles, accent, 10 * s, `stroke-dasharray="${Math.round(4 * s * 10) / 10} ${Math.round(2 * s * 10) / 10}"`) +
    paint(ogee(x - 7 * s, y - 84 * s, 14 * s, 30 * s) + ogee(x - 5 * s, y - 40 * s, 10 * s, 20 * s), glow(spot)) +
    paint(box(x - 19 * s, y - 119 * s, 38 * s, 4 * s), stone) +
    paint(box(x - 8 * s, y - 144 * s, 16 * s, 28 * s), stone) +
    paint(pen`M${x - 8 * s} ${y - 144 * s}a${8 * s} ${9 * s} 0 0 1 ${16 * s} 0z`, accent) +
    draw(pen`M${x} ${y - 152 * s}v${-16 * s}`, dark, 1.8 * s)
  )
}

export const domedMosque: Landmark = (spot) => {
  const { x, y, s, stone, dark, accent } = spot
  const shell = mix(accent, stone, 0.35)
  const cap = (cx: number, top: number, r: number) =>
    pen`M${x + (cx - r) * s} ${y - top * s}a${r * s} ${r * 0.92 * s} 0 0 1 ${r * 2 * s} 0z`
  const needle = (at: number) =>
    paint(
      box(x + (at - 4) * s, y - 128 * s, 8 * s, 130 * s) + box(x + (at - 7) * s, y - 98 * s, 14 * s, 4 * s),
      stone,
    ) +
    paint(
      loop([
        [x + (at - 5) * s, y - 128 * s],
        [x + at * s, y - 164 * s],
        [x + (at + 5) * s, y - 128 * s],
      ]),
      shell,
    )
  const arches = [-52, -30, -8, 14, 36].map((at) => ogee(x + at * s, y - 34 * s, 16 * s, 34 * s)).join('')
  return (
    needle(-84) +
    needle(84) +
    paint(box(x - 66 * s, y - 52 * s, 132 * s, 54 * s), stone) +
    paint(cap(-42, 52, 22) + cap(42, 52, 22) + cap(0, 64, 42), shell) +
    paint(box(x - 44 * s, y - 66 * s, 88 * s, 14 * s), mix(stone, '#ffffff', 0.2)) +
    paint(arches, glow(spot)) +
    draw(pen`M${x} ${y - 102 * s}v${-18 * s}`, dark, 2 * s)
  )
}

export const onionDome: Landmark = (spot) => {
  const { x, y, s, stone, dark, accent, roof } = spot
  const onion = (at: number, base: number, r: number, colour: string) =>
    paint(box(x + (at - r * 0.7) * s, y - base * s, r * 1.4 * s, 26 * s), mix(stone, '#ffffff', 0.2)) +
    paint(
      pen`M${x + (at - r * 0.7) * s} ${y - base * s}q${-r * 0.9 * s} ${-r * s} ${r * 0.2 * s} ${-r * 1.7 * s}q${r * 0.4 * s} ${-r * 0.3 * s} ${r * 0.5 * s} ${-r * 0.9 * s}q${r * 0.1 * s} ${r * 0.6 * s} ${r * 0.5 * s} ${r * 0.9 * s}q${r * 1.1 * s} ${r * 0.7 * s} ${r * 0.2 * s} ${r * 1.7 * s}z`,
      colour,
    ) +
    draw(pen`M${x + at * s} ${y - (base + r * 2.4) * s}v${-12 * s}`, dark, 1.6 * s)
  const body =
    paint(box(x - 46 * s, y - 66 * s, 92 * s, 68 * s), stone) +
    paint(box(x + 24 * s, y - 66 * s, 22 * s, 68 * s), dark, 'opacity=".35"')
  const windows = [-32, -4, 24].map((at) => arch(x + at * s, y - 50 * s, 8 * s, 26 * s)).join('')
  return (
    onion(-34, 80, 13, mix(roof, accent, 0.3)) +
    onion(34, 80, 13, accent) +
    body +
    onion(0, 92, 22, mix('#d9a94a', accent, 0.15)) +
    paint(windows, glow(spot)) +
    paint(disc(x, y - 72 * s, 4 * s), dark)
  )
}
