import { XMLParser } from 'fast-xml-parser'
import { request } from 'undici'
import { z } from 'zod'

import { microsOf, type PublishedRates } from '../domain/exchange.ts'

/** Published about 16:00 in Frankfurt on each working day, for some thirty currencies. */
export const ecbUrl = 'https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml'

const withinMs = 10_000
/** A hundred times as long as it is. */
const mostBytes = 200_000

const published = z.object({
  Envelope: z.object({
    Cube: z.object({
      Cube: z.object({
        time: z.iso.date(),
        Cube: z.array(z.object({ currency: z.string().regex(/^[A-Z]{3}$/), rate: z.string() })).min(1),
      }),
    }),
  }),
})

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  removeNSPrefix: true,
  parseAttributeValue: false,
  processEntities: false,
  isArray: (_, path) => String(path).endsWith('.Cube.Cube.Cube'),
})

/**
 * The euro foreign exchange reference rates, as the European Central Bank publishes them ("eurofxref-daily.xml": a `Cube`
 * with its day, in it one a currency, what a euro costs). Throws when it is anything else.
 */
export function readEcbRates(xml: string): PublishedRates {
  const { time, Cube } = published.parse(parser.parse(xml)).Envelope.Cube.Cube
  return { day: time, microsPerEuro: new Map(Cube.map(({ currency, rate }) => [currency, microsOf(rate)])) }
}

export async function askEcb(url: string): Promise<PublishedRates> {
  const { statusCode, body } = await request(url, { signal: AbortSignal.timeout(withinMs) })
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of body as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > mostBytes) throw new Error(`more than ${mostBytes} bytes of rates`)
    chunks.push(chunk)
  }
  if (statusCode !== 200) throw new Error(`the rates were answered with ${statusCode}`)
  return readEcbRates(Buffer.concat(chunks).toString('utf8'))
}
