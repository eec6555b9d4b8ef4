import { Resvg } from '@resvg/resvg-js'
import { expect, test } from 'vitest'

import { CLIMATES, paletteFor, type Climate, type Palette } from './climates.ts'
import { HOURS } from './hours.ts'
import { picture } from './picture.ts'
import { REGIONS, type Region } from './regions.ts'
import { KINDS } from './scenes/scene.ts'

const climates = Object.keys(CLIMATES) as Climate[]
const regions = [undefined, ...(Object.keys(REGIONS) as Region[])]

/** Well-formed as far as a picture goes: every element closes, in order, and every reference has its definition. */
function faultsOf(svg: string): string[] {
  const open: string[] = []
  const faults: string[] = []
  for (const [tag, close, name = '', rest = ''] of svg.matchAll(/<(\/?)([a-zA-Z]+)([^<>]*)>/g)) {
    if (!close && !/^(\s[\w-]+="[^"<>&]*")*\s*\/?$/.test(rest)) faults.push(`attributes of ${tag.slice(0, 60)}`)
    if (close && open.pop() !== name) faults.push(`stray ${tag}`)
    if (!close && !rest.endsWith('/')) open.push(name)
  }
  if (svg.replace(/<[^<>]*>/g, '').length > 0) faults.push('text between tags')
  if (open.length > 0) faults.push(`left open: ${open.join(' ')}`)
  const ids = new Set([...svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))
  for (const [, id] of svg.matchAll(/url\(#([^)]+)\)/g)) if (!ids.has(id)) faults.push(`no definition of ${id}`)
  if (/NaN|undefined|Infinity|null/.test(svg)) faults.push('a number that is not one')
  return faults
}

test('a thousand seeds in every climate, region, hour and kind give well-formed pictures under 32 KB', () => {
  for (let i = 0; i < 1000; i++) {
    const region = regions[i % regions.length]
    const climate = climates[i % climates.length] ?? 'temperate'
    const palette: Palette = region ? { climate, region } : { climate }
    const kind = KINDS[i % KINDS.length] ?? 'facade'
    const hour = HOURS[Math.floor(i / 4) % HOURS.length] ?? 'day'
    const svg = picture(`h${i}`, kind, palette, { stars: 1 + (i % 5), hour })
    expect(faultsOf(svg), `h${i} ${kind} ${climate} ${region}`).toEqual([])
    expect(svg.length).toBeLessThan(32_000)
  }
})

test('the check of well-formedness sees an unclosed element, a lost gradient and a NaN', () => {
  expect(faultsOf('<svg><g></svg>')).not.toEqual([])
  expect(faultsOf('<svg><path fill="url(#a)"/></svg>')).not.toEqual([])
  expect(faultsOf('<svg><path d="MNaN 1"/></svg>')).not.toEqual([])
})

test('the same arguments give the same picture; another id, another picture', () => {
  const draw = (seed: string) => picture(seed, 'facade', 'atlantic', { stars: 4 })
  expect(draw('h1')).toBe(draw('h1'))
  expect(draw('h1')).not.toBe(draw('h2'))
})

test('a facade is under 25 KB for nine ids in ten', () => {
  const sizes = climates.flatMap((climate) =>
    Array.from({ length: 40 }, (_, i) => picture(`h${i}`, 'facade', climate, { stars: 1 + (i % 5) }).length),
  )
  expect(sizes.toSorted((a, b) => a - b)[Math.floor(sizes.length * 0.9)]).toBeLessThan(25_000)
})

test('a title names the picture and cannot break out of it', () => {
  const svg = picture('h1', 'facade', 'alpine', { title: 'Gasthof "Zur <Post>" & Söhne' })
  expect(svg).toContain('role="img" aria-label="Gasthof Zur Post  Söhne"')
  expect(faultsOf(svg)).toEqual([])
})

test('a renderer draws it: a panorama for the mail comes out as a PNG of the asked size', () => {
  const svg = picture('h1', 'facade', paletteFor({ latitude: 35.7, country: 'JP' }), { width: 1200, height: 560 })
  const png = new Resvg(svg, { fitTo: { mode: 'width', value: 1200 } }).render()
  expect([png.width, png.height]).toEqual([1200, 560])
  expect(new Set(png.pixels.subarray(0, 4 * 1200 * 280)).size).toBeGreaterThan(30)
})

test.each([
  [
    { latitude: 38.7, country: 'PT' },
    { climate: 'atlantic', region: 'southernEurope' },
  ],
  [
    { latitude: 37.1, country: 'GR' },
    { climate: 'mediterranean', region: 'southernEurope' },
  ],
  [
    { latitude: 47.3, country: 'AT' },
    { climate: 'alpine', region: 'westernEurope' },
  ],
  [
    { latitude: 60.4, country: 'no' },
    { climate: 'nordic', region: 'nordic' },
  ],
  [
    { latitude: 31.6, country: 'MA' },
    { climate: 'desert', region: 'maghreb' },
  ],
  [
    { latitude: -8.5, country: 'ID' },
    { climate: 'tropical', region: 'southeastAsia' },
  ],
  [
    { latitude: 35.7, country: 'JP' },
    { climate: 'temperate', region: 'japan' },
  ],
  [
    { latitude: -33.9, country: 'ZA' },
    { climate: 'mediterranean', region: 'africa' },
  ],
  [{ latitude: 12 }, { climate: 'tropical' }],
] as const)('%o has the climate and the building of its place', (place, palette) => {
  expect(paletteFor(place)).toEqual(palette)
})
