import { box, disc, draw, loop, paint, pen } from '../brush.ts'
import { CLIMATES } from '../climates.ts'
import { mix } from '../colour.ts'
import { LIT } from '../hours.ts'
import { landscape } from '../landscape.ts'
import { town } from '../town.ts'
import { tree } from '../trees.ts'
import type { Scene } from './scene.ts'

/** A bed, a lamp, and a window that looks on the same place. */
export function room(scene: Scene): string {
  const { brush, paints, width, height, hour } = scene
  const lit = LIT[hour]
  const tone = brush.pick(['#e8e3d6', '#dfe6e1', '#eadfd4', '#d9e0e4', '#e6dfcf'])
  const wall = mix(mix(tone, paints.walls[0] ?? tone, 0.25), '#2a3548', lit * 0.3)
  const wood = mix(brush.pick(['#c9a57c', '#b98d63', '#d6bd97']), '#2a2f44', lit * 0.35)
  const floor = height * 0.74
  const plain = brush.gradient(
    [
      [0, mix(wall, '#ffffff', 0.3)],
      [1, wall],
    ],
    1,
    0.6,
  )
  const boards = brush.gradient([
    [0, mix(wood, '#3a2618', 0.12)],
    [1, mix(wood, '#ffffff', 0.14)],
  ])
  let joints = ''
  for (let i = -6; i < 12; i++)
    joints += pen`M${width * (0.5 + (i - 3) * 0.055)} ${floor}L${width * (0.5 + (i - 3) * 0.17)} ${height}`
  const seams = draw(joints, mix(wood, '#3a2618', 0.4), 0.8, 'opacity=".5"')
  const skirting =
    paint(box(0, floor - 9, width, 9), mix(wall, '#ffffff', 0.5)) +
    paint(box(0, floor - 1, width, 1.4), mix(wood, '#2a1a10', 0.5), 'opacity=".4"')
  return (
    paint(box(0, 0, width, floor), plain) +
    paint(box(0, floor, width, height - floor), boards) +
    seams +
    skirting +
    outlook(scene, wall, floor) +
    furniture(scene, wall, floor)
  )
}

function outlook({ brush, paints, width, height, hour, urban }: Scene, wall: string, floor: number): string {
  const [x, y, w] = [width * 0.07, height * 0.1, width * 0.37]
  const h = floor - y - height * 0.07
  const frame = mix(wall, '#ffffff', 0.75)
  const view = landscape({ brush, paints, width, height, horizon: height * 0.56, hour })
  const houses = urban ? town({ brush, paints, width, y: height * 0.86, scale: 1.3, hour }) : ''
  const near = tree(brush, paints, paints.trees[0] ?? 'round', width * 0.26, height * 1.02, height * 0.6)
  const far = tree(brush, paints, paints.trees.at(-1) ?? 'bush', width * 0.6, height * 0.98, height * 0.34)
  const shift = pen`${x - (((width * h) / height) * 1.04 - w) * 0.4} ${y - 4}`
  const scene = `<g ${brush.clip(box(x, y, w, h))}><g transform="translate(${shift}) scale(${Math.round((h / height) * 104) / 100})">${view}${houses}${near}${far}</g></g>`
  const cloth = mix(paints.trim, paints.accent, 0.16)
  const folds = brush.gradient(
    [
      [0, cloth],
      [0.3, mix(cloth, '#8a8a86', 0.2)],
      [0.55, cloth],
      [0.8, mix(cloth, '#8a8a86', 0.18)],
      [1, cloth],
    ],
    1,
    0,
  )
  const curtain = (from: number, d: number) =>
    pen`M${from} ${y - 16}h${d * 46}C${from + d * 40} ${height * 0.4} ${from + d * 30} ${height * 0.55} ${from + d * 34} ${floor - 2}h${-d * 38}z`
  const sunlight = loop([
    [x + w * 0.2, floor],
    [x + w * 1.02, floor],
    [x + w * 1.55, height],
    [x + w * 0.5, height],
  ])
  return (
    paint(box(x - 7, y - 7, w + 14, h + 14), frame) +
    scene +
    paint(box(x + w / 2 - 2, y, 4, h) + box(x, y + h * 0.3, w, 2.5), frame) +
    paint(curtain(x - 26, 1) + curtain(x + w + 26, -1), folds) +
    paint(box(x - 34, y - 19, w + 68, 3.5), mix('#4a4038', wall, 0.2)) +
    (LIT[hour] ? '' : paint(sunlight, '#fff6dc', 'opacity=".33"'))
  )
}

function furniture(scene: Scene, wall: string, floor: number): string {
  const { brush, paints, width, height, hour } = scene
  const [x, y] = [width * 0.55, floor - height * 0.02]
  const blanket = mix(paints.accent, '#ffffff', 0.08)
  const board = mix(paints.accent, '#2a2018', 0.35)
  const panelled = brush.chance(0.5)
  const ribs = [0, 1, 2, 3, 4].map((i) => box(x - 4 + i * width * 0.078, y - 104, 1.4, 96)).join('')
  const head = panelled
    ? `<rect x="${Math.round(x - 10)}" y="${Math.round(y - 108)}" width="${Math.round(width * 0.4)}" height="104" rx="10" fill="${board}"/>` +
      paint(ribs, mix(board, '#000000', 0.25))
    : paint(
        pen`M${x - 8} ${y}V${y - 70}Q${x + width * 0.19} ${y - 128} ${x + width * 0.39} ${y - 70}V${y}z`,
        mix(blanket, '#ffffff', 0.22),
      )
  const bed = (marks: string) =>
    `<g transform="translate(${pen`${width * 0.62 * -0.3} ${floor * -0.3}`}) scale(1.3)">${marks}</g>`
  const lit = LIT[hour]
  const [lx, ly] = [x - 50, floor - 30]
  const table = paint(box(lx - 15, ly, 32, 4) + box(lx - 12, ly + 4, 2.4, 34) + box(lx + 11, ly + 4, 2.4, 34), board)
  const lamp =
    paint(box(lx, ly - 24, 2, 24), '#6a5a48') +
    paint(disc(lx + 1, ly - 34, 60), brush.glow('#ffe2a6', 0.25 + lit * 0.6))
  const shade = paint(
    loop([
      [lx - 9, ly - 44],
      [lx + 11, ly - 44],
      [lx + 17, ly - 22],
      [lx - 15, ly - 22],
    ]),
    mix('#fff0cf', paints.trim, 0.3),
  )
  return (
    bed(head) +
    painting(scene, wall, x + width * 0.19) +
    bed(linen(scene, wall, x, y, blanket, board)) +
    table +
    lamp +
    shade +
    plant(scene, wall, width * 0.045, floor + 22)
  )
}

function painting({ brush, paints, width, height }: Scene, wall: string, x: number): string {
  const w = width * 0.17
  const y = height * 0.06
  const hills = disc(x - 18, y + 66, 44, 26)
  return (
    paint(box(x - w / 2 - 3, y - 3, w + 6, 66), mix('#6a5a48', wall, 0.15)) +
    paint(box(x - w / 2, y, w, 60), '#fbf7ee') +
    `<g ${brush.clip(box(x - w / 2 + 6, y + 6, w - 12, 48))}>` +
    paint(box(x - w, y, w * 2, 70), paints.sky[2]) +
    paint(disc(x + 10, y + 22, 9), mix('#e58a5a', paints.accent, 0.2)) +
    paint(hills, paints.far[1]) +
    paint(disc(x + 28, y + 68, 40, 22), paints.far[2]) +
    '</g>'
  )
}

function linen(
  { brush, paints, width, height }: Scene,
  wall: string,
  x: number,
  y: number,
  blanket: string,
  board: string,
): string {
  const w = width * 0.37
  const m = y + height * 0.03
  const rug = paint(
    disc(x + w / 2, height * 0.95, w * 0.74, height * 0.06),
    mix(paints.trim, blanket, 0.22),
    'opacity=".9"',
  )
  const pillow = (from: number, wide: number, top: number, tall: number, r: number, fill: string) =>
    `<rect x="${Math.round(from)}" y="${Math.round(top)}" width="${Math.round(wide)}" height="${tall}" rx="${r}" fill="${fill}"/>`
  const pillows = [0.04, 0.52]
    .map(
      (at, i) =>
        pillow(x + w * at, w * 0.43, y - 52, 44, 14, i ? '#f6f2ea' : '#fffdf8') +
        pillow(x + w * (at + 0.06), w * 0.31, y - 40, 34, 11, i ? mix(blanket, '#ffffff', 0.3) : blanket),
    )
    .join('')
  const duvet = pen`M${x - 4} ${m + 46}V${y - 4}Q${x - 2} ${y - 18} ${x + 18} ${y - 18}H${x + w - 16}Q${x + w + 4} ${y - 18} ${x + w + 6} ${y - 4}V${m + 46}z`
  const throwOver = pen`M${x - 6} ${y + 8}Q${x + w / 2} ${y + 18} ${x + w + 8} ${y + 6}V${m + 34}Q${x + w / 2} ${m + 44} ${x - 6} ${m + 34}z`
  const hem = pen`M${x - 6} ${y + 14}Q${x + w / 2} ${y + 24} ${x + w + 8} ${y + 12}v4Q${x + w / 2} ${y + 28} ${x - 6} ${y + 18}z`
  const cotton = brush.gradient([
    [0, '#fffefa'],
    [1, mix('#e6e0d4', wall, 0.3)],
  ])
  return (
    rug +
    pillows +
    paint(duvet, cotton) +
    paint(throwOver, blanket) +
    paint(hem, mix(blanket, '#ffffff', 0.4)) +
    paint(box(x, m + 44, w, 9), mix(board, '#1a120c', 0.3))
  )
}

function plant({ brush }: Scene, wall: string, x: number, y: number): string {
  const pot = paint(
    loop([
      [x - 12, y],
      [x + 12, y],
      [x + 9, y + 22],
      [x - 9, y + 22],
    ]),
    mix('#c9805a', wall, 0.1),
  )
  const leaves = ['', '']
  for (let i = 0; i < 9; i++) {
    const angle = -Math.PI * (0.1 + i * 0.1)
    const length = brush.between(34, 62)
    const [ex, ey] = [Math.cos(angle) * length, Math.sin(angle) * length]
    leaves[i % 2] +=
      pen`M${x} ${y}Q${x + ex * 0.5 - 5} ${y + ey * 0.7} ${x + ex} ${y + ey}Q${x + ex * 0.5 + 7} ${y + ey * 0.5} ${x} ${y}z`
  }
  const [deep, light] = CLIMATES.temperate.leaf
  return pot + paint(leaves[0] ?? '', deep) + paint(leaves[1] ?? '', light)
}
