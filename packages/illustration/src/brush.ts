import { stream } from './random.ts'

export type Point = readonly [x: number, y: number]

const tidy = (value: number): string => String(Math.round(value * 10) / 10).replace(/^(-?)0\./, '$1.')

/** SVG path data with every number at one decimal: pen`M${x} ${y}h${width}`. */
export const pen = (parts: TemplateStringsArray, ...values: number[]): string =>
  String.raw({ raw: parts }, ...values.map(tidy))

export const box = (x: number, y: number, w: number, h: number): string => pen`M${x} ${y}h${w}v${h}h${-w}z`
export const loop = (points: readonly Point[]): string => `M${points.map(([x, y]) => pen`${x} ${y}`).join('L')}z`
export const disc = (x: number, y: number, rx: number, ry = rx): string =>
  pen`M${x - rx} ${y}a${rx} ${ry} 0 1 0 ${rx * 2} 0a${rx} ${ry} 0 1 0 ${-rx * 2} 0z`
export const arch = (x: number, y: number, w: number, h: number): string =>
  pen`M${x} ${y + h}v${-(h - w / 2)}a${w / 2} ${w / 2} 0 0 1 ${w} 0v${h - w / 2}z`
/** An arch with a point, as on a mosque or a haveli. */
export const ogee = (x: number, y: number, w: number, h: number): string =>
  pen`M${x} ${y + h}v${-(h - w * 0.7)}q0 ${-w * 0.45} ${w / 2} ${-w * 0.7}q${w / 2} ${w * 0.25} ${w / 2} ${w * 0.7}v${h - w * 0.7}z`

export const paint = (d: string, fill: string, attributes = ''): string =>
  `<path d="${d}" fill="${fill}"${attributes && ' ' + attributes}/>`
export const draw = (d: string, colour: string, width: number, attributes = ''): string =>
  `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${tidy(width)}"${attributes && ' ' + attributes}/>`

/**
 * Shapes that do not overlap, gathered by colour and drawn as one path a colour. A street of windows is then three
 * elements instead of three hundred, which is what keeps a picture under its size.
 */
export function sheet() {
  const shapes = new Map<string, string>()
  return {
    add(fill: string, d: string) {
      shapes.set(fill, (shapes.get(fill) ?? '') + d)
    },
    svg: (attributes = ''): string => [...shapes].map(([fill, d]) => paint(d, fill, attributes)).join(''),
  }
}

type Stop = readonly [offset: number, colour: string, opacity?: number]

/** Draws at random from one seed, and keeps the gradients and clips that its marks refer to under its own id. */
export function brush(id: string, seed: string) {
  const random = stream(seed)
  let defs = ''
  let count = 0
  const stops = (list: readonly Stop[]) =>
    list
      .map(([at, colour, opacity]) => {
        const alpha = opacity === undefined ? '' : ` stop-opacity="${opacity}"`
        return `<stop offset="${at}" stop-color="${colour}"${alpha}/>`
      })
      .join('')
  return {
    random,
    between: (from: number, to: number): number => from + (to - from) * random(),
    chance: (share: number): boolean => random() < share,
    pick<T>(list: readonly T[]): T {
      const chosen = list[Math.floor(random() * list.length)]
      if (chosen === undefined) throw new RangeError('nothing to pick from')
      return chosen
    },
    gradient(list: readonly Stop[], x2 = 0, y2 = 1): string {
      const name = `${id}g${count++}`
      defs += `<linearGradient id="${name}" x2="${x2}" y2="${y2}">${stops(list)}</linearGradient>`
      return `url(#${name})`
    },
    glow(colour: string, strength = 0.8): string {
      const name = `${id}g${count++}`
      const list: Stop[] = [
        [0, colour, Math.round(strength * 100) / 100],
        [1, colour, 0],
      ]
      defs += `<radialGradient id="${name}">${stops(list)}</radialGradient>`
      return `url(#${name})`
    },
    clip(d: string): string {
      const name = `${id}c${count++}`
      defs += `<clipPath id="${name}"><path d="${d}"/></clipPath>`
      return `clip-path="url(#${name})"`
    },
    defs: (): string => defs,
  }
}

export type Brush = ReturnType<typeof brush>
