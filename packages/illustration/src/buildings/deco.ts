import { arch, box, disc, draw, loop, paint, pen, sheet } from '../brush.ts'
import { lighter, mix } from '../colour.ts'
import { materials, type Building } from './parts.ts'

/** Pastel, symmetrical, rounded at the corners: eyebrows over the windows, ribs up to a stepped crown, a lit fin. */
export const deco: Building = (plot) => {
  const { brush, paints, width, base, stars } = plot
  const stuff = materials(plot)
  const pastel = mix(brush.pick(['#f4c7b8', '#bfe0d3', '#f6e3ae', '#c9d9ea', '#f0d3dc']), stuff.wall, 0.3)
  const second = mix(brush.pick([paints.accent, '#d9766a', '#3f9c98']), pastel, 0.3)
  const floors = 3 + (stars > 3 ? 2 : stars > 2 ? 1 : 0)
  const storey = 36
  const wing = 110 + stars * 4
  const core = 70
  const w = wing * 2 + core
  const x = (width - w) / 2 + brush.between(-6, 6)
  const [h, cx] = [floors * storey + 10, x + w / 2]
  const y = base - h
  const r = 26
  const body = pen`M${x} ${base}V${y + r}a${r} ${r} 0 0 1 ${r} ${-r}H${x + w - r}a${r} ${r} 0 0 1 ${r} ${r}V${base}z`
  const joinery = stuff.joinery()
  const brows = sheet()
  let bands = ''
  for (let i = 0; i < floors - 1; i++) {
    const yy = y + 14 + i * storey
    for (const side of [0, 1]) {
      const from = side ? cx + core / 2 : x
      for (let j = 0; j < 3; j++)
        joinery.window({ x: from + 12 + j * ((wing - 20) / 3), y: yy, w: 22, h: 18, sill: false })
      brows.add(paints.trim, box(from + (side ? 2 : -4), yy - 6, wing + 2, 3.6))
    }
    bands += box(x, yy + 22, wing, 1.6) + box(cx + core / 2, yy + 22, wing, 1.6)
  }
  const crown = [0, 1, 2].map((i) => box(cx - core / 2 + i * 11, y - 14 - i * 16, core - i * 22, h + i * 16)).join('')
  const ribs = [-18, -6, 6, 18].map((dx) => pen`M${cx + dx} ${y - (Math.abs(dx) > 10 ? 14 : 40)}V${base - 46}`).join('')
  const shop = sheet()
  for (let j = 0; j < 3; j++)
    for (const from of [x + 8, cx + core / 2 + 4])
      shop.add(stuff.glass(), box(from + j * ((wing - 10) / 3), base - 28, (wing - 10) / 3 - 6, 22))
  const neon = stuff.lit ? '#ffb8a0' : second
  const fin = box(cx - 5, y - 76, 10, 46) + disc(cx, y - 78, 5)
  return (
    stuff.shadow(x, w) +
    paint(body, stuff.wash(pastel)) +
    paint(bands, second, 'opacity=".8"') +
    joinery.svg() +
    brows.svg() +
    paint(crown, stuff.wash(lighter(pastel, 0.3))) +
    draw(ribs, second, 3.4) +
    (stuff.lit ? paint(disc(cx, y - 54, 50), brush.glow('#ff9d8a', 0.5)) : '') +
    paint(fin, neon) +
    paint(box(x - 2, base - 36, w + 4, 36), mix(pastel, stuff.shade, 0.4)) +
    shop.svg() +
    paint(box(x - 8, base - 42, w + 16, 7), paints.trim) +
    paint(box(x - 8, base - 37, w + 16, 2), second) +
    paint(arch(cx - 18, base - 34, 36, 34), paints.trim) +
    paint(arch(cx - 14, base - 30, 28, 30), stuff.door) +
    paint(
      loop([
        [cx - 26, base - 42],
        [cx + 26, base - 42],
        [cx + 20, base - 49],
        [cx - 20, base - 49],
      ]),
      second,
    )
  )
}
