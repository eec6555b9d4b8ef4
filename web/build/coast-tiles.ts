import fs from 'node:fs'
import { createRequire } from 'node:module'

import { feature } from 'topojson-client'
import type { Plugin } from 'vite'

import { cut, type Ring } from '../src/search/map/clip.ts'

export const TILE_DEGREES = 5

/**
 * The coast of the world, cut into tiles of five degrees when the site is built: a map of one city then loads a few
 * kilobytes instead of the world's three megabytes. `/coast/<west>_<south>.json` is a list of closed rings of
 * [longitude, latitude]; a tile without a coast is in `/coast/plain.json`, which says whether it is land.
 */
export function coastTiles(): Plugin {
  return {
    name: 'coast-tiles',
    apply: 'build',
    generateBundle() {
      const plain: string[] = []
      for (const { west, south, rings } of tiles()) {
        const name = `${west}_${south}`
        if (rings.length === 0) continue
        if (covers(rings)) plain.push(name)
        else this.emitFile({ type: 'asset', fileName: `coast/${name}.json`, source: JSON.stringify(rings) })
      }
      this.emitFile({ type: 'asset', fileName: 'coast/plain.json', source: JSON.stringify(plain) })
    },
    // The development server cuts a tile when it is asked for.
    configureServer(server) {
      let cache: Map<string, Ring[]> | undefined
      server.middlewares.use('/coast', (request, response) => {
        cache ??= new Map([...tiles()].map(({ west, south, rings }) => [`${west}_${south}`, rings]))
        const name = /^\/(.+)\.json/.exec(request.url ?? '')?.[1] ?? ''
        const rings = cache.get(name)
        response.setHeader('content-type', 'application/json')
        response.end(name === 'plain' ? '[]' : JSON.stringify(rings ?? []))
      })
    },
  }
}

const covers = (rings: Ring[]): boolean => rings.length === 1 && (rings[0]?.length ?? 0) <= 5

/** Strips of longitude first, then each strip into tiles: the whole world is looked at once a strip, not once a tile. */
export function* tiles(): Generator<{ west: number; south: number; rings: Ring[] }> {
  const world = land()
  for (let west = -180; west < 180; west += TILE_DEGREES) {
    const strip = world.flatMap((ring) => cut(ring, { west, east: west + TILE_DEGREES, south: -90, north: 90 }))
    for (let south = -90; south < 90; south += TILE_DEGREES) {
      const box = { west, east: west + TILE_DEGREES, south, north: south + TILE_DEGREES }
      const rings = strip.flatMap((ring) => cut(ring, box)).map((ring) => ring.map(([x, y]) => [round(x), round(y)] as const)) // prettier-ignore
      yield { west, south, rings }
    }
  }
}

/** About ten metres. */
const round = (degrees: number) => Math.round(degrees * 10_000) / 10_000

type Topology = Parameters<typeof feature>[0]
type Land = { features: { geometry: { type: string; coordinates: unknown } }[] }

function land(): Ring[] {
  const file = createRequire(import.meta.url).resolve('world-atlas/land-10m.json')
  const atlas = JSON.parse(fs.readFileSync(file, 'utf8')) as Topology
  const collection = feature(atlas, atlas.objects['land'] as never) as unknown as Land
  return collection.features.flatMap(({ geometry }) => {
    if (geometry.type === 'Polygon') return geometry.coordinates as Ring[]
    return geometry.type === 'MultiPolygon' ? (geometry.coordinates as Ring[][]).flat() : []
  })
}
