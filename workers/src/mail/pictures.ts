import { readFileSync } from 'node:fs'

import { paletteFor } from '@staygraph/illustration/climates'
import { picture } from '@staygraph/illustration/picture'
import { seal } from '@staygraph/illustration/seal'
import type { ReservationRecap } from '@staygraph/reservations/contract/reservation-recap'

import type { Renderer } from '../typesetting/renderer.ts'
import type { Attachment } from './mailer.ts'

const logo = readFileSync(new URL('logo.svg', import.meta.url), 'utf8')
const logoOn = {
  light: logo.replace('INK', '#11211f'),
  dark: logo.replace('INK', '#ebf2f0').replace('#005b4d', '#1f7d6c'),
}

/** Pictures are drawn once a process: a hotel's face does not change, and a seal is asked for by a few mails in a row. */
const kept = new Map<string, Promise<Buffer>>()
const keptAtMost = 60

function drawn(svg: string, width: number, renderer: Renderer) {
  const key = `${width}:${svg}`
  const known = kept.get(key)
  if (known) return known
  const drawing = renderer.png(svg, width)
  kept.set(key, drawing)
  drawing.catch(() => kept.delete(key)) // a failure is for this mail alone
  const [oldest] = kept.keys()
  if (kept.size > keptAtMost && oldest !== undefined) kept.delete(oldest)
  return drawing
}

/** `hotel`: its face. `logo` and `seal`: each in a light and a dark form. */
export type MailPicture = 'hotel' | 'logo' | 'seal'

/** What mail clients show of our design: they draw no SVG, so all are PNGs of twice their size. */
export async function mailPictures(
  wanted: MailPicture[],
  { hotel, offerSignature }: Pick<ReservationRecap, 'hotel' | 'offerSignature'>,
  renderer: Renderer,
): Promise<Attachment[]> {
  const face = () =>
    picture(hotel.id, 'facade', paletteFor(hotel), { stars: hotel.stars ?? 3, width: 600, height: 280 })
  const sealIn = (color: string) => seal(offerSignature, { size: 60, color })
  const drawings: Record<MailPicture, [cid: string, svg: string, width: number][]> = {
    hotel: wanted.includes('hotel') ? [['hotel', face(), 1_200]] : [],
    logo: [
      ['logo', logoOn.light, 261],
      ['logo-dark', logoOn.dark, 261],
    ],
    seal: [
      ['seal', sealIn('#005b4d'), 120],
      ['seal-dark', sealIn('#71d3be'), 120],
    ],
  }
  return Promise.all(
    wanted
      .flatMap((name) => drawings[name])
      .map(async ([cid, svg, width]) => ({
        filename: `${cid}.png`,
        content: await drawn(svg, width, renderer),
        contentType: 'image/png',
        cid,
      })),
  )
}
