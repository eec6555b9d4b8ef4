import { hash, stream } from './random.ts'

export type SealOptions = {
  /** In CSS pixels; a larger seal is drawn with more and finer lines. 56 when left out. */
  size?: number
  color?: string
  /** Names the seal to a screen reader. Without it the seal is decoration. */
  label?: string
}

/** A token and its own signature give the same seal, so either may be passed. */
const signatureOf = (token: string): string => token.slice(token.lastIndexOf('.') + 1)

const CODE = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Four characters to read aloud: what a seal is to the eye. It helps to compare; the proof is the signature. */
export function sealCode(signature: string): string {
  const bits = hash(`code:${signatureOf(signature)}`)
  return [0, 5, 10, 15].map((shift) => CODE[(bits >>> shift) & 31]).join('')
}

type Wave = { radius: number; swing: number; lobes: number; phase: number; beat?: number; depth?: number }

/** One closed strand, as quadratic curves through whole points of a 1000-wide square. */
function strand({ radius, swing, lobes, phase, beat = 0, depth = 0 }: Wave): string {
  const count = Math.max(48, (lobes + beat) * 9)
  const points = Array.from({ length: count }, (_, i) => {
    const t = (i / count) * Math.PI * 2
    const r = radius + swing * Math.sin(lobes * t + phase) + depth * Math.cos(beat * t)
    return [500 + 10 * r * Math.cos(t), 500 + 10 * r * Math.sin(t)] as const
  })
  const between = (i: number) => {
    const [a, b] = [points[i % count] ?? [500, 500], points[(i + 1) % count] ?? [500, 500]]
    return [Math.round((a[0] + b[0]) / 2), Math.round((a[1] + b[1]) / 2)] as const
  }
  let [x, y] = between(count - 1)
  let d = `M${x} ${y}q`
  for (const [i, [cx, cy]] of points.entries()) {
    const [nx, ny] = between(i)
    d += [Math.round(cx) - x, Math.round(cy) - y, nx - x, ny - y]
      .map((v, j) => (v < 0 || (i === 0 && j === 0) ? v : ` ${v}`))
      .join('')
    ;[x, y] = [nx, ny]
  }
  return `${d}z`
}

/**
 * The rosette drawn from an offer's signature: the same signature gives the same seal on the offer, at checkout, on the
 * receipt and in the mail. An SVG document; `signature` may be the whole signed token.
 */
export function seal(signature: string, { size = 56, color = 'currentColor', label = '' }: SealOptions = {}): string {
  const random = stream(`seal:${signatureOf(signature)}`)
  const whole = (from: number, count: number) => from + Math.floor(random() * count)
  const fine = size > 80 ? 2 : size > 40 ? 1 : 0
  const band = (strands: number, wave: Wave) =>
    Array.from({ length: strands }, (_, j) =>
      strand({ ...wave, phase: wave.phase + (j * 2 * Math.PI) / strands }),
    ).join('')
  const [outer, middle, inner, beat] = [whole(7, 10), whole(4, 9), whole(2, 5), whole(3, 6)]
  const depth = 3 + random() * 5
  const d =
    band(3 + fine, { radius: 38.5, swing: 5 + random() * 3.5, lobes: outer, phase: random() * 6 }) +
    band(2 + fine, { radius: 22, swing: 9.5 - depth, lobes: middle, phase: random() * 6, beat, depth }) +
    band(2 + fine, { radius: 8.5, swing: 3 + random() * 3, lobes: inner, phase: random() * 6 })
  const name = label ? `role="img" aria-label="${label.replace(/[<>&"]/g, '')}"` : 'aria-hidden="true"'
  const line = size > 300 ? 3 : [20, 13, 8][fine]
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" class="seal" width="${size}" height="${size}" viewBox="0 0 1000 1000" fill="none" stroke="${color}" stroke-width="${line}" ${name}>` +
    `<path d="${d}"/><circle cx="500" cy="500" r="486"/></svg>`
  )
}
