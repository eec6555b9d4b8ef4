import { createHash, randomBytes } from 'node:crypto'

import { startStore } from '@staygraph/sandbox-store/start-store'
import type { Viewer } from '@staygraph/subgraph-kit/identity'
import fc from 'fast-check'
import sharp from 'sharp'
import { afterAll, expect, test } from 'vitest'

import { noteSwept, photosToSweep } from '../database/photos.ts'
import { oneAtATime } from '../photos/make-photo.ts'
import { StoreAway, type PhotoStore } from '../photos/photo-store.ts'
import { openS3Store } from '../photos/s3-store.ts'
import { smallCatalogue } from '../testing/small-catalogue.ts'
import { sweepPhotos } from './sweep-photos.ts'

// The store fails before or after it did what was asked, at any step, and whoever asked was told the same. Nothing that is
// shown may be missing there, and in the end nothing may be left that nobody knows of. PHOTO_RUNS sets another number.

const runs = Number(process.env['PHOTO_RUNS'] ?? 12)
const keys = { accessKeyId: 'one', secretAccessKey: 'secret', region: 'us-east-1' }
const sandbox = await startStore(keys)
const real = openS3Store({ ...keys, url: `${sandbox.url}/b`, publicUrl: `${sandbox.url}/b` })
afterAll(async () => {
  await real.close()
  await sandbox.stop()
})

/** What becomes of the next questions to the store. */
const faults: ('before' | 'after' | 'none')[] = []
const maybe =
  <Given extends unknown[], Told>(ask: (...given: Given) => Promise<Told>) =>
  async (...given: Given): Promise<Told> => {
    const fault = faults.shift() ?? 'none'
    if (fault === 'before') throw new StoreAway('cut before')
    const told = await ask(...given)
    if (fault === 'after') throw new StoreAway('cut after')
    return told
  }
const store: PhotoStore = {
  presign: (...given) => real.presign(...given),
  read: maybe((...given) => real.read(...given)),
  write: maybe((...given) => real.write(...given)),
  remove: maybe((...given) => real.remove(...given)),
}
const catalogue = await smallCatalogue({ hotels: 20, photos: { store, inTurn: oneAtATime(8) } })
const { sql } = catalogue
const viewer: Viewer = { kind: 'customer', customerId: 'c', email: 'c@example.com', staffOf: ['h1', 'h2'] }

type Told = { __typename: string; id?: string; url?: string; headers?: { name: string; value: string }[] }
async function say(name: string, type: string, input: object) {
  const more = name === 'requestPhotoUpload' ? '... on PhotoUpload { id url headers { name value } }' : ''
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { __typename ${more} } }`
  const { data, errors } = await catalogue.ask<Record<string, Told>>(query, { input }, { viewer, now: new Date() })
  if (errors) throw new Error(JSON.stringify(errors))
  return data[name] as Told
}
const plain = await sharp({ create: { width: 400, height: 400, channels: 3, background: 'teal' } })
  .jpeg()
  .toBuffer()
/** Each another file: what stands behind a picture's end is left out of it. */
const another = () => Buffer.concat([plain, randomBytes(8)])

async function request(hotelId: string, file: Buffer) {
  const sha256 = createHash('sha256').update(file).digest('hex')
  return say('requestPhotoUpload', 'RequestPhotoUploadInput', { hotelId, contentType: 'image/jpeg', bytes: file.length, sha256 }) // prettier-ignore
}
const put = async ({ url = '', headers = [] }: Told, file: Buffer) =>
  fetch(url, { method: 'PUT', headers: headers.map(({ name, value }): [string, string] => [name, value]), body: new Uint8Array(file) }) // prettier-ignore
const later = (minutes: number) => new Date(Date.now() + minutes * 60_000)

const step = fc.record({
  what: fc.constantFrom('upload', 'request', 'add', 'add', 'remove', 'sweep', 'sweep later', 'sweep much later'),
  hotel: fc.constantFrom('h1', 'h2'),
  which: fc.nat(9),
  faults: fc.array(fc.constantFrom('before' as const, 'after' as const, 'none' as const, 'none' as const), { maxLength: 4 }), // prettier-ignore
})
type Step = { what: string; hotel: string; which: number; faults: ('before' | 'after' | 'none')[] }

const sweeps: Record<string, number> = { sweep: 0, 'sweep later': 15, 'sweep much later': 45 }
type Sweep = typeof sweepPhotos

async function live(steps: readonly Step[], sweep: Sweep) {
  await sql`truncate hotel_photo`
  await sql`update hotel set photos = null where photos is not null`
  for (const path of await sandbox.paths()) await real.remove(path.slice('/b/'.length))
  const uploads: string[] = []
  for (const { what, hotel, which, faults: next } of steps) {
    faults.splice(0, faults.length, ...next)
    const id = uploads[which % Math.max(1, uploads.length)]
    const minutes = sweeps[what]
    if (minutes !== undefined) await sweep(catalogue, later(minutes)).catch(() => {})
    else if (what === 'remove' && id)
      await say('removeHotelPhoto', 'RemoveHotelPhotoInput', { hotelId: hotel, photoId: id }) // prettier-ignore
    else if (what === 'add' && id) await say('addHotelPhoto', 'AddHotelPhotoInput', { uploadId: id, alt: 'x' })
    else if (what === 'upload' || what === 'request') {
      const file = another()
      const asked = await request(hotel, file)
      if (asked.id === undefined) continue
      uploads.push(asked.id)
      if (what === 'upload') await put(asked, file)
    }
    await look()
  }
  faults.length = 0
  while (await sweep(catalogue, later(60))) await look()
  return look()
}

/** What is shown is there, and the copy by which guests read it is the same. Answers what nobody knows of. */
async function look(): Promise<string[]> {
  const paths = new Set(await sandbox.paths())
  const shown = await sql<{ id: string; hotelId: number }[]>`
    select id, hotel_id as "hotelId" from hotel_photo where state = 'SHOWN' order by hotel_id, position`
  for (const { id } of shown)
    for (const size of ['large', 'small']) expect(paths).toContain(`/b/photos/${id}/${size}.webp`)
  const copies = await sql<{ id: string }[]>`
    select (photo ->> 'id')::uuid as id from hotel, jsonb_array_elements(photos) with ordinality as p (photo, n)
    where photos is not null order by hotel.id, n`
  expect(copies.map(({ id }) => id)).toEqual(shown.map(({ id }) => id))
  const known = new Set((await sql<{ id: string }[]>`select id from hotel_photo`).map(({ id }) => id))
  const forgotten = [...paths].filter((path) => !known.has(path.split('/')[3] ?? ''))
  if (forgotten.length > 0) throw new Error(`nobody knows of ${forgotten.join(' ')}`)
  const shownIds = new Set(shown.map(({ id }) => id))
  return [...paths].filter((path) => !path.startsWith('/b/photos/') || !shownIds.has(path.split('/')[3] ?? ''))
}

test('whatever the store does, what is shown is there, and in the end nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 22 }), async (steps) => {
      expect(await live(steps, sweepPhotos)).toEqual([])
    }),
    { numRuns: runs },
  )
}, 120_000)

test('a sweeper that forgets before the store did would be noticed', async () => {
  const hasty: Sweep = async ({ sql: db }, at) => {
    for (const one of await photosToSweep(db, at, 50)) {
      await noteSwept(db, one)
      for (const key of one.keys) await store.remove(key)
    }
    return false
  }
  const steps: Step[] = [
    { what: 'upload', hotel: 'h1', which: 0, faults: [] },
    { what: 'sweep much later', hotel: 'h1', which: 0, faults: ['before'] },
  ]
  expect(await live(steps, sweepPhotos)).toEqual([])
  await expect(live(steps, hasty)).rejects.toThrow('nobody knows of /b/uploads/')
})
