import { arch, box, disc, draw, loop, paint, pen } from '../brush.ts'
import { mix } from '../colour.ts'
import type { Landmark, Spot } from './landmark.ts'

const glow = ({ lit, dark }: Spot) => (lit ? '#ffd98a' : dark)

export const cathedral: Landmark = (spot) => {
  const { x, y, s, stone, roof, dark } = spot
  const tower = (at: number) =>
    paint(box(x + (at - 12) * s, y - 104 * s, 24 * s, 106 * s), stone) +
    paint(box(x + (at + 5) * s, y - 104 * s, 7 * s, 106 * s), dark, 'opacity=".5"') +
    paint(
      loop([
        [x + (at - 13) * s, y - 104 * s],
        [x + at * s, y - 152 * s],
        [x + (at + 13) * s, y - 104 * s],
      ]),
      roof,
    ) +
    paint(arch(x + (at - 5) * s, y - 92 * s, 10 * s, 24 * s), glow(spot))
  const nave = paint(
    loop([
      [x - 20 * s, y],
      [x - 20 * s, y - 62 * s],
      [x, y - 88 * s],
      [x + 20 * s, y - 62 * s],
      [x + 20 * s, y],
    ]),
    mix(stone, '#ffffff', 0.12),
  )
  const rose = paint(disc(x, y - 56 * s, 9 * s), glow(spot)) + draw(disc(x, y - 56 * s, 9 * s), stone, 1.6 * s)
  const body =
    paint(box(x + 20 * s, y - 58 * s, 86 * s, 60 * s), stone) +
    paint(
      loop([
        [x + 18 * s, y - 58 * s],
        [x + 30 * s, y - 80 * s],
        [x + 98 * s, y - 80 * s],
        [x + 110 * s, y - 58 * s],
      ]),
      roof,
    )
  const lancets = [46, 62, 78, 94].map((at) => arch(x + at * s, y - 46 * s, 8 * s, 28 * s)).join('')
  return (
    body +
    paint(lancets, glow(spot)) +
    nave +
    tower(-28) +
    tower(28) +
    rose +
    paint(arch(x - 8 * s, y - 26 * s, 16 * s, 28 * s), dark)
  )
}

export const dome: Landmark = (spot) => {
  const { x, y, s, stone, dark, accent } = spot
  const shell = mix(accent, stone, 0.25)
  const columns = pen`M${x - 34 * s} ${y - 76 * s}h${68 * s}`
  return (
    paint(box(x - 62 * s, y - 56 * s, 124 * s, 58 * s), stone) +
    draw(
      pen`M${x - 58 * s} ${y - 26 * s}h${116 * s}`,
      dark,
      36 * s,
      `stroke-dasharray="${Math.round(4 * s * 10) / 10} ${Math.round(9 * s * 10) / 10}"`,
    ) +
    paint(box(x - 38 * s, y - 92 * s, 76 * s, 38 * s), mix(stone, '#ffffff', 0.15)) +
    draw(
      columns,
      glow(spot),
      22 * s,
      `stroke-dasharray="${Math.round(5 * s * 10) / 10} ${Math.round(7 * s * 10) / 10}"`,
    ) +
    paint(pen`M${x - 40 * s} ${y - 92 * s}a${40 * s} ${46 * s} 0 0 1 ${80 * s} 0z`, shell) +
    paint(
      pen`M${x + 6 * s} ${y - 138 * s}a${40 * s} ${46 * s} 0 0 1 ${34 * s} ${46 * s}h${-22 * s}q${4 * s} ${-30 * s} ${-12 * s} ${-46 * s}z`,
      dark,
      'opacity=".35"',
    ) +
    paint(box(x - 6 * s, y - 154 * s, 12 * s, 18 * s), mix(stone, dark, 0.45)) +
    paint(
      loop([
        [x - 7 * s, y - 154 * s],
        [x, y - 172 * s],
        [x + 7 * s, y - 154 * s],
      ]),
      shell,
    )
  )
}

export const campanile: Landmark = (spot) => {
  const { x, y, s, stone, roof, dark } = spot
  const bands = [30, 62, 94].map((up) => box(x - 16 * s, y - up * s, 32 * s, 2 * s)).join('')
  const bells = [-10, 2].map((at) => arch(x + at * s, y - 128 * s, 8 * s, 22 * s)).join('')
  return (
    paint(box(x + 14 * s, y - 52 * s, 76 * s, 54 * s), mix(stone, dark, 0.2)) +
    paint(
      loop([
        [x + 12 * s, y - 52 * s],
        [x + 54 * s, y - 74 * s],
        [x + 94 * s, y - 52 * s],
      ]),
      roof,
    ) +
    paint(box(x - 15 * s, y - 134 * s, 30 * s, 136 * s), stone) +
    paint(box(x + 7 * s, y - 134 * s, 8 * s, 136 * s), dark, 'opacity=".5"') +
    paint(bands, dark) +
    paint(bells, glow(spot)) +
    paint(box(x - 18 * s, y - 137 * s, 36 * s, 5 * s), stone) +
    paint(
      loop([
        [x - 16 * s, y - 137 * s],
        [x, y - 172 * s],
        [x + 16 * s, y - 137 * s],
      ]),
      roof,
    )
  )
}

export const clockTower: Landmark = (spot) => {
  const { x, y, s, stone, roof, dark } = spot
  const face = spot.lit ? '#fff2cf' : mix(stone, '#ffffff', 0.6)
  return (
    paint(box(x - 15 * s, y - 112 * s, 30 * s, 114 * s), stone) +
    paint(box(x + 7 * s, y - 112 * s, 8 * s, 114 * s), dark, 'opacity=".45"') +
    draw(pen`M${x - 8 * s} ${y - 84 * s}v${84 * s}M${x} ${y - 84 * s}v${84 * s}`, dark, 2 * s, 'opacity=".6"') +
    paint(box(x - 19 * s, y - 142 * s, 38 * s, 36 * s), mix(stone, '#ffffff', 0.1)) +
    paint(disc(x, y - 124 * s, 12 * s), face) +
    draw(pen`M${x} ${y - 124 * s}v${-8 * s}M${x} ${y - 124 * s}l${6 * s} ${3 * s}`, '#3a3f3f', 1.6 * s) +
    paint(
      loop([
        [x - 22 * s, y - 142 * s],
        [x - 10 * s, y - 160 * s],
        [x - 10 * s, y - 168 * s],
        [x, y - 194 * s],
        [x + 10 * s, y - 168 * s],
        [x + 10 * s, y - 160 * s],
        [x + 22 * s, y - 142 * s],
      ]),
      roof,
    )
  )
}

export const castleKeep: Landmark = (spot) => {
  const { x, y, s, stone, roof, dark, paints } = spot
  const hill = paint(
    pen`M${x - 170 * s} ${y + 14 * s}Q${x - 70 * s} ${y - 50 * s} ${x} ${y - 52 * s}T${x + 170 * s} ${y + 14 * s}z`,
    mix(paints.leaf[1], paints.far[1], 0.55),
  )
  const tower = (at: number, w: number, h: number) =>
    paint(box(x + (at - w / 2) * s, y - (48 + h) * s, w * s, (h + 4) * s), stone) +
    paint(box(x + (at + w * 0.2) * s, y - (48 + h) * s, w * 0.3 * s, (h + 4) * s), dark, 'opacity=".45"') +
    paint(
      loop([
        [x + (at - w / 2 - 3) * s, y - (48 + h) * s],
        [x + at * s, y - (48 + h + w * 1.1) * s],
        [x + (at + w / 2 + 3) * s, y - (48 + h) * s],
      ]),
      roof,
    ) +
    paint(box(x + (at - 2) * s, y - (38 + h) * s, 4 * s, 9 * s), glow(spot))
  return (
    hill +
    paint(box(x - 60 * s, y - 84 * s, 120 * s, 44 * s), mix(stone, dark, 0.15)) +
    tower(-58, 24, 52) +
    tower(14, 34, 84) +
    tower(58, 22, 44) +
    tower(-24, 26, 66)
  )
}

export const citadel: Landmark = ({ x, y, s, stone, dark, paints }) => {
  const rock = paint(
    pen`M${x - 180 * s} ${y + 16 * s}Q${x - 120 * s} ${y - 44 * s} ${x - 90 * s} ${y - 52 * s}L${x + 96 * s} ${y - 56 * s}Q${x + 130 * s} ${y - 40 * s} ${x + 180 * s} ${y + 16 * s}z`,
    mix(paints.ground[1], paints.far[1], 0.5),
  )
  const battlements = draw(
    pen`M${x - 92 * s} ${y - 88 * s}h${184 * s}`,
    stone,
    6 * s,
    `stroke-dasharray="${Math.round(6 * s * 10) / 10} ${Math.round(5 * s * 10) / 10}"`,
  )
  const wall = paint(box(x - 92 * s, y - 86 * s, 184 * s, 40 * s), stone)
  const bastions = [-92, -20, 60].map((at) => box(x + at * s, y - 102 * s, 30 * s, 60 * s)).join('')
  return (
    rock +
    battlements +
    wall +
    paint(bastions, mix(stone, dark, 0.3)) +
    paint(arch(x + 18 * s, y - 70 * s, 18 * s, 26 * s), dark)
  )
}

export const lighthouse: Landmark = ({ brush, x, y, s, stone, dark, accent, lit }) => {
  const body = (from: number, to: number) => {
    const half = (up: number) => (15 - up * 0.05) * s
    return loop([
      [x - half(from), y - from * s],
      [x - half(to), y - to * s],
      [x + half(to), y - to * s],
      [x + half(from), y - from * s],
    ])
  }
  const beam = lit ? paint(disc(x, y - 134 * s, 60 * s), brush.glow('#ffe7a8', 0.6)) : ''
  return (
    beam +
    paint(body(0, 120), mix(stone, '#ffffff', 0.5)) +
    paint(body(24, 48) + body(72, 96), accent) +
    paint(box(x + 3 * s, y - 120 * s, 6 * s, 120 * s), dark, 'opacity=".2"') +
    paint(box(x - 13 * s, y - 124 * s, 26 * s, 4 * s), dark) +
    paint(box(x - 7 * s, y - 141 * s, 14 * s, 18 * s), lit ? '#ffe7a8' : mix(stone, '#ffffff', 0.7)) +
    paint(pen`M${x - 9 * s} ${y - 141 * s}q${9 * s} ${-18 * s} ${18 * s} 0z`, accent)
  )
}

export const staveChurch: Landmark = (spot) => {
  const { x, y, s, roof, dark } = spot
  const wood = mix(dark, '#4a3428', 0.55)
  const tier = (up: number, half: number, rise: number, wall: number) =>
    paint(box(x - half * 0.72 * s, y - up * s, half * 1.44 * s, wall * s), wood) +
    paint(
      loop([
        [x - half * s, y - up * s],
        [x, y - (up + rise) * s],
        [x + half * s, y - up * s],
      ]),
      mix(roof, wood, 0.4),
    )
  const spire = paint(
    loop([
      [x - 6 * s, y - 132 * s],
      [x, y - 178 * s],
      [x + 6 * s, y - 132 * s],
    ]),
    wood,
  )
  return (
    spire +
    tier(112, 18, 26, 14) +
    tier(82, 30, 34, 22) +
    tier(44, 46, 40, 46) +
    paint(arch(x - 6 * s, y - 24 * s, 12 * s, 26 * s), glow(spot))
  )
}
