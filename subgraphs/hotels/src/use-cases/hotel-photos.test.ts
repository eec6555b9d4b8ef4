import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'

import { startStore } from '@staygraph/sandbox-store/start-store'
import type { Viewer } from '@staygraph/subgraph-kit/identity'
import { createLogger } from '@staygraph/subgraph-kit/log'
import { createService } from '@staygraph/subgraph-kit/serve'
import sharp from 'sharp'
import { afterAll, describe, expect, test } from 'vitest'

import { mostPhotos } from '../domain/photo.ts'
import { oneAtATime } from '../photos/make-photo.ts'
import { openS3Store } from '../photos/s3-store.ts'
import { mountPhotos } from '../pictures/mount-photos.ts'
import { smallCatalogue } from '../testing/small-catalogue.ts'
import { sweepPhotos } from './sweep-photos.ts'

// What a hotel's people upload goes to a store that checks what was signed, and never through the graph.

const keys = { accessKeyId: 'one', secretAccessKey: 'secret', region: 'eu-central-1' }
const clock = { ms: 0 }
const sandbox = await startStore({ ...keys, now: () => Date.now() + clock.ms })
const url = `${sandbox.url}/bucket`
const store = openS3Store({ ...keys, url, publicUrl: url })
const catalogue = await smallCatalogue({ hotels: 20, photos: { store, inTurn: oneAtATime(8) } })
const { sql } = catalogue
afterAll(async () => {
  await store.close()
  await sandbox.stop()
})
const app = createService({
  name: 'hotels',
  logger: createLogger('hotels', 'silent'),
  ready: async () => ({ ready: true }),
})
mountPhotos(app, sql, store)

const staffOf = (...hotels: string[]): Viewer => ({
  kind: 'customer',
  customerId: 'c-clerk',
  email: 'clerk@example.com',
  staffOf: hotels,
})
type Photo = { id: string | null; url: string; thumbnailUrl: string; alt: string; illustrated: boolean }
type Answer = {
  __typename: string
  message?: string
  reason?: string
  id: string
  url: string
  headers: { name: string; value: string }[]
  expiresAt: string
  photos: Photo[]
}
const fields = `__typename ... on Refusal { message } ... on PhotoUnusable { reason }
  ... on HotelPhotos { hotelId photos { id url thumbnailUrl alt illustrated } most }`
const upload =
  '__typename ... on Refusal { message } ... on PhotoUpload { id url method headers { name value } expiresAt }'

async function say(name: string, type: string, input: object, viewer: Viewer, told = fields): Promise<Answer> {
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${told} } }`
  const { data, errors } = await catalogue.ask<Record<string, Answer>>(query, { input }, { viewer, now: new Date() })
  if (errors) throw new Error(JSON.stringify(errors))
  return data[name] as Answer
}
const request = (input: object, viewer = staffOf('h1')) =>
  say('requestPhotoUpload', 'RequestPhotoUploadInput', { hotelId: 'h1', ...input }, viewer, upload)
const add = (uploadId: string, alt = 'The terrace', viewer = staffOf('h1')) =>
  say('addHotelPhoto', 'AddHotelPhotoInput', { uploadId, alt }, viewer)
const arrange = (photoIds: string[], viewer = staffOf('h1')) =>
  say('arrangeHotelPhotos', 'ArrangeHotelPhotosInput', { hotelId: 'h1', photoIds }, viewer)
const remove = (photoId: string, hotelId = 'h1', viewer = staffOf(hotelId)) =>
  say('removeHotelPhoto', 'RemoveHotelPhotoInput', { hotelId, photoId }, viewer)
const shown = async (id = 'h1') => {
  type Seen = { hotel: { photos: Photo[] } }
  const { data } = await catalogue.ask<Seen>('query ($id: ID!) { hotel(id: $id) { photos { id url thumbnailUrl alt illustrated } } }', { id }) // prettier-ignore
  return data.hotel.photos
}
const stateOf = async (id: string) => (await sql`select state from hotel_photo where id = ${id}`)[0]?.['state'] as string | undefined // prettier-ignore
const keptOf = async (id: string) => (await sandbox.paths()).filter((path) => path.includes(id))

const hexOf = (file: Buffer) => createHash('sha256').update(file).digest('hex')
const put = async ({ url: at, headers }: Answer, body: Buffer, others: Record<string, string> = {}) => {
  const given = { ...Object.fromEntries(headers.map(({ name, value }) => [name, value])), ...others }
  return (await fetch(at, { method: 'PUT', headers: given, body: new Uint8Array(body) })).status
}
const picture = (width = 900, height = 700, background = 'teal') =>
  sharp({ create: { width, height, channels: 3, background } })
const jpeg = await picture()
  .jpeg()
  .withExif({ IFD3: { GPSLatitude: '48/1 8/1 0/1', GPSLatitudeRef: 'N' }, IFD0: { Make: 'Camera of the clerk' } })
  .toBuffer()
const promised = (file: Buffer, contentType = 'image/jpeg') => ({
  contentType,
  bytes: file.length,
  sha256: hexOf(file),
})
/** Asks, uploads and adds. */
async function addWhole(file: Buffer, alt: string, hotelId = 'h1', contentType = 'image/jpeg') {
  const asked = await request({ hotelId, ...promised(file, contentType) }, staffOf(hotelId))
  expect(await put(asked, file)).toBe(200)
  return { ...(await add(asked.id, alt, staffOf(hotelId))), uploadId: asked.id }
}

test('a photograph is uploaded to the store, made anew without what the camera told, and shown to guests before what is drawn', async () => {
  expect((await sharp(jpeg).metadata()).exif?.toString('latin1')).toContain('Camera of the clerk')
  const asked = await request(promised(jpeg))
  expect(asked).toMatchObject({ __typename: 'PhotoUpload', method: 'PUT', url: expect.stringContaining(`${url}/uploads/${asked.id}?`) }) // prettier-ignore
  // Nobody sees anything yet, and nothing of it is a photograph before it has arrived.
  expect((await add(asked.id)).__typename).toBe('PhotoNotUploaded')
  expect(await put(asked, jpeg)).toBe(200)
  const added = await add(asked.id, '  The terrace \n in the morning ')
  expect(added).toMatchObject({ hotelId: 'h1', most: mostPhotos, photos: [{ id: asked.id, alt: 'The terrace in the morning', illustrated: false }] }) // prettier-ignore
  const [first, ...others] = await shown()
  expect(first).toEqual(added.photos[0])
  expect(others.every(({ illustrated, id }) => illustrated && id === null)).toBe(true)
  expect(others.length).toBeGreaterThan(1)

  for (const [at, edge] of [
    [first?.url, 900],
    [first?.thumbnailUrl, 640],
  ] as const) {
    // prettier-ignore
    const answer = await app.inject({ url: at ?? '' })
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'image/webp'])
    const { width, exif, format } = await sharp(answer.rawPayload).metadata()
    expect([width, exif, format]).toEqual([edge, undefined, 'webp'])
    expect(answer.rawPayload.toString('latin1')).not.toContain('Camera')
  }
  // Said again, and by two at once, it is one photograph.
  expect((await add(asked.id, 'Other words')).photos).toEqual(added.photos)
  await remove(asked.id)
})

test('of many who say it at once, one photograph comes', async () => {
  const asked = await request(promised(jpeg))
  await put(asked, jpeg)
  const answers = await Promise.all(Array.from({ length: 4 }, () => add(asked.id)))
  for (const answer of answers) expect(answer.photos.map(({ id }) => id)).toEqual([asked.id])
  await remove(asked.id)
})

test('as it was held, so it stands', async () => {
  const lying = await picture(900, 500).jpeg().withMetadata({ orientation: 6 }).toBuffer()
  const { photos, uploadId } = await addWhole(lying, 'The stairs', 'h2')
  const { rawPayload } = await app.inject({ url: photos[0]?.url ?? '' })
  expect(await sharp(rawPayload).metadata()).toMatchObject({ width: 500, height: 900 })
  await remove(uploadId, 'h2')
})

describe('only the staff of a hotel', () => {
  const strangers: [string, Viewer][] = [
    ['nobody', { kind: 'anonymous' }],
    ['a guest', { kind: 'customer', customerId: 'c-guest', email: 'g@example.com' }],
    ['staff of another', staffOf('h2')],
    ['an integrator', { kind: 'integrator', clientId: 'i', scopes: ['SEARCH'], mode: 'LIVE' }],
  ]
  test.each(strangers)('%s may do nothing, and hears nothing', async (_, viewer) => {
    const { photos, uploadId } = await addWhole(jpeg, 'The bar')
    const asked = await request(promised(await picture().jpeg({ quality: 30 }).toBuffer()))
    const answers = [
      await request(promised(jpeg), viewer),
      await arrange([uploadId], viewer),
      await remove(uploadId, 'h1', viewer),
      await say('describeHotelPhoto', 'DescribeHotelPhotoInput', { hotelId: 'h1', photoId: uploadId, alt: 'x' }, viewer), // prettier-ignore
    ]
    expect(new Set(answers.map(({ __typename }) => __typename))).toEqual(new Set(['NotHotelStaff']))
    const isStaff = viewer.kind === 'customer' && viewer.staffOf !== undefined
    for (const id of [asked.id, uploadId, '00000000-0000-4000-8000-000000000000', 'x'])
      expect((await add(id, 'x', viewer)).__typename).toBe(isStaff ? 'PhotoNotUploaded' : 'NotHotelStaff')
    const query = `{ hotelPhotos(hotelId: "h1") { ${fields} } }`
    const read = await catalogue.ask<{ hotelPhotos: Answer }>(query, {}, { viewer })
    expect(read.data.hotelPhotos.__typename).toBe('NotHotelStaff')
    expect((await shown())[0]).toEqual(photos[0])
    // The other way round: whoever works there may.
    expect((await remove(uploadId)).__typename).toBe('HotelPhotos')
  })

  test('of another hotel cannot touch a photograph by naming their own', async () => {
    const { uploadId } = await addWhole(jpeg, 'The bar')
    const described = { hotelId: 'h2', photoId: uploadId, alt: 'x' }
    expect((await say('describeHotelPhoto', 'DescribeHotelPhotoInput', described, staffOf('h2'))).__typename).toBe('PhotosChanged') // prettier-ignore
    expect((await remove(uploadId, 'h2')).__typename).toBe('HotelPhotos')
    expect(await sql`select state, alt from hotel_photo where id = ${uploadId}`).toEqual([{ state: 'SHOWN', alt: 'The bar' }]) // prettier-ignore
    expect((await shown())[0]?.alt).toBe('The bar')
    await remove(uploadId)
  })

  test('may not for a hotel that is a partner’s, or none', async () => {
    for (const hotelId of ['p-liteapi-1', 'h999999', 'x'])
      expect((await request({ hotelId, ...promised(jpeg) }, staffOf(hotelId))).__typename).toBe('NotHotelStaff')
  })
})

test.each([
  ['another type', { contentType: 'image/gif' }, 'PhotoTypeNotTaken'],
  ['a page', { contentType: 'text/html' }, 'PhotoTypeNotTaken'],
  ['too long', { bytes: 12_000_001 }, 'PhotoTooLarge'],
  ['nothing', { bytes: 0 }, 'PhotoTooLarge'],
])('%s is refused before anything is promised', async (_, wrong, name) => {
  const before = (await sql`select count(*)::int as n from hotel_photo`)[0]?.['n'] as number
  expect((await request({ ...promised(jpeg), ...wrong })).__typename).toBe(name)
  expect((await sql`select count(*)::int as n from hotel_photo`)[0]?.['n']).toBe(before)
})

describe('the store takes what was promised and nothing else', () => {
  test('not another file, type or length, nor twice, nor elsewhere, nor too late', async () => {
    const asked = await request(promised(jpeg))
    const sameLength = Buffer.from(jpeg).fill(7, 100)
    expect(await put(asked, sameLength)).toBe(400)
    expect(await put(asked, Buffer.concat([jpeg, jpeg]))).toBe(403)
    expect(await put(asked, jpeg, { 'content-type': 'text/html' })).toBe(403)
    const elsewhere = new URL(asked.url)
    elsewhere.pathname = '/bucket/photos/x/large.webp'
    expect(await put({ ...asked, url: elsewhere.href }, jpeg)).toBe(403)
    const forged = asked.url.replace(/X-Amz-Expires=\d+/, 'X-Amz-Expires=99999')
    expect(await put({ ...asked, url: forged }, jpeg)).toBe(403)
    clock.ms = 11 * 60_000
    expect(await put(asked, jpeg)).toBe(403)
    clock.ms = 0
    expect(await keptOf(asked.id)).toEqual([])
    expect(await put(asked, jpeg)).toBe(200)
    expect(await put(asked, jpeg)).toBe(412)
    expect((await remove((await add(asked.id)).photos[0]?.id ?? '')).__typename).toBe('HotelPhotos')
  })

  test('and a store that does not look is not believed', async () => {
    const asked = await request(promised(jpeg))
    // As a store would that ignores what it cannot check.
    await store.write(`uploads/${asked.id}`, Buffer.from(jpeg).fill(7, 100), 'image/jpeg')
    expect(await add(asked.id)).toMatchObject({ __typename: 'PhotoUnusable', reason: 'OTHER_FILE' })
    expect((await add(asked.id)).__typename).toBe('PhotoNotUploaded')
  })
})

const bomb = await picture(9_000, 9_000).png({ compressionLevel: 9 }).toBuffer()
test.each([
  ['a page under the type of a picture', Buffer.from('<script>alert(1)</script>'), 'image/png', 'NOT_A_PICTURE'],
  ['a picture of another type', jpeg, 'image/png', 'OTHER_TYPE'],
  ['a picture that breaks off', jpeg.subarray(0, 900), 'image/jpeg', 'NOT_A_PICTURE'],
  ['first bytes and nothing behind', Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.from('x'.repeat(500))]), 'image/jpeg', 'NOT_A_PICTURE'], // prettier-ignore
  ['a small one', await picture(500, 399).webp().toBuffer(), 'image/webp', 'TOO_SMALL'],
  ['a bomb', bomb, 'image/png', 'TOO_MANY_PIXELS'],
])('of %s no photograph is made, and it leaves the store', async (_, file, contentType, reason) => {
  expect(file.length).toBeLessThan(12_000_000)
  const answer = await addWhole(file, 'x', 'h3', contentType)
  expect(answer).toMatchObject({ __typename: 'PhotoUnusable', reason })
  expect((await shown('h3')).every(({ illustrated }) => illustrated)).toBe(true)
  await sweepPhotos(catalogue, new Date(Date.now() + 12 * 60_000))
  expect([await keptOf(answer.uploadId), await stateOf(answer.uploadId)]).toEqual([[], undefined])
})

test('every type that is taken becomes a photograph', async () => {
  const files = { 'image/png': await picture().png().toBuffer(), 'image/webp': await picture().webp().toBuffer() }
  for (const [type, file] of Object.entries(files)) {
    const { photos, uploadId } = await addWhole(file, type, 'h4', type)
    expect(photos.map(({ alt }) => alt)).toEqual([type])
    await remove(uploadId, 'h4')
  }
})

test('what is kept of a hotel under the tag of the schema ends with each change, and only with one', async () => {
  const contract = await readFile(new URL('../../schema.graphql', import.meta.url), 'utf8')
  expect(contract).toContain('hotel(id: ID!): Hotel @cacheTag(format: "hotel-{$args.id}")')
  expect(contract).toMatch(
    /type Hotel @key\(fields: "id"\) @cacheControl\(maxAge: 60\) @cacheTag\(format: "hotel-\{\$key\.id\}"\)/,
  )
  const told: string[] = []
  const { cacheTags } = catalogue
  catalogue.cacheTags = {
    whileChanging: async (tags, work) => {
      const before = (await shown('h5')).map(({ alt }) => alt).join()
      const done = await work()
      told.push(`${tags.join()}: ${before} > ${(await shown('h5')).map(({ alt }) => alt).join()}`)
      return done
    },
  }
  const { uploadId } = await addWhole(jpeg, 'One', 'h5')
  await remove(uploadId, 'h5')
  await say('removeHotelPhoto', 'RemoveHotelPhotoInput', { hotelId: 'h5', photoId: uploadId }, staffOf('h6'))
  catalogue.cacheTags = cacheTags
  expect(told).toEqual([
    expect.stringMatching(/^hotel-h5: (?!One).*> One/),
    expect.stringMatching(/^hotel-h5: One.*> (?!One)/),
  ])
})

test('photographs are put in order, said anew and taken away, and guests see it', async () => {
  const ids: string[] = []
  for (const [at, colour] of ['red', 'green', 'blue'].entries())
    ids.push((await addWhole(await picture(800, 600, colour).jpeg().toBuffer(), `${at}`)).uploadId)
  const [one = '', two = '', three = ''] = ids
  expect((await shown()).slice(0, 3).map(({ alt }) => alt)).toEqual(['0', '1', '2'])
  expect((await arrange([three, one, two])).photos.map(({ id }) => id)).toEqual([three, one, two])
  for (const wrong of [
    [three, one],
    [three, one, one],
    [three, one, two, two],
    [three, one, 'x'],
  ])
    // prettier-ignore
    expect((await arrange(wrong)).__typename).toBe('PhotosChanged')
  const described = { hotelId: 'h1', photoId: two, alt: 'The lake at night' }
  const said = await say('describeHotelPhoto', 'DescribeHotelPhotoInput', described, staffOf('h1'))
  expect(said.photos.map(({ alt }) => alt)).toEqual(['2', '0', 'The lake at night'])
  for (const alt of ['', ' ', 'x'.repeat(201)])
    expect((await say('describeHotelPhoto', 'DescribeHotelPhotoInput', { ...described, alt }, staffOf('h1'))).__typename).toBe('PhotoNotDescribed') // prettier-ignore
  expect((await shown()).slice(0, 4).map(({ alt, illustrated }) => (illustrated ? '' : alt))).toEqual(['2', '0', 'The lake at night', '']) // prettier-ignore
  const at = (await shown())[0]?.url ?? ''
  expect((await app.inject({ url: at })).statusCode).toBe(200)
  await remove(three)
  expect((await remove(three)).photos.map(({ id }) => id)).toEqual([one, two])
  expect((await app.inject({ url: at })).statusCode).toBe(404)
  for (const id of [one, two]) await remove(id)
  expect((await shown()).every(({ illustrated }) => illustrated)).toBe(true)
})

test('a hotel has so many photographs and not one more, those on their way counted, however many ask at once', async () => {
  const viewer = staffOf('h5')
  const files = Array.from({ length: mostPhotos + 6 }, (_, at) => Buffer.concat([jpeg, Buffer.from([at])]))
  const answers = await Promise.all(files.map((file) => request({ hotelId: 'h5', ...promised(file) }, viewer)))
  expect(answers.filter(({ __typename }) => __typename === 'PhotoUpload')).toHaveLength(mostPhotos)
  expect(answers.filter(({ __typename }) => __typename === 'TooManyPhotos')).toHaveLength(6)
  // The same file again is the same upload, whoever lost the answer.
  const granted = answers.find(({ __typename }) => __typename === 'PhotoUpload') as Answer
  const again = await request({ hotelId: 'h5', ...promised(files[answers.indexOf(granted)] as Buffer) }, viewer)
  expect(again.id).toBe(granted.id)
  // Those that nobody uploaded make room when their time is over.
  await sql`update hotel_photo set expires_at = expires_at - interval '11 minutes' where hotel_id = 5`
  expect((await request({ hotelId: 'h5', ...promised(jpeg) }, viewer)).__typename).toBe('PhotoUpload')
})

describe('the sweeper', () => {
  const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000)

  test('takes away what became nothing, what became a photograph as it was uploaded, and what was taken away; never what is shown', async () => {
    const lost = await request({ hotelId: 'h6', ...promised(jpeg) }, staffOf('h6'))
    await put(lost, jpeg)
    const other = await picture(700, 700).jpeg().toBuffer()
    const { uploadId } = await addWhole(other, 'The roof', 'h6')
    const gone = (await addWhole(await picture(701, 700).jpeg().toBuffer(), 'The cellar', 'h6')).uploadId
    await remove(gone, 'h6')
    // As long as somebody could still upload something, it stays: what comes later would be forgotten.
    await sweepPhotos(catalogue, inMinutes(5))
    expect((await Promise.all([lost.id, uploadId, gone].map(keptOf))).map(({ length }) => length)).toEqual([1, 3, 3])
    await sweepPhotos(catalogue, inMinutes(15))
    expect((await Promise.all([lost.id, uploadId, gone].map(keptOf))).map(({ length }) => length)).toEqual([1, 2, 0])
    await sweepPhotos(catalogue, inMinutes(45))
    expect([await keptOf(lost.id), await stateOf(lost.id), await stateOf(gone)]).toEqual([[], undefined, undefined])
    expect(await stateOf(uploadId)).toBe('SHOWN')
    expect((await app.inject({ url: (await shown('h6'))[0]?.url ?? '' })).statusCode).toBe(200)
    expect((await add(lost.id, 'x', staffOf('h6'))).__typename).toBe('PhotoNotUploaded')
    await remove(uploadId, 'h6')
  })

  test('finds what a process that died between two steps left behind', async () => {
    const asked = await request({ hotelId: 'h7', ...promised(jpeg) }, staffOf('h7'))
    await put(asked, jpeg)
    await sql`update hotel_photo set state = 'TAKEN' where id = ${asked.id}`
    await store.write(`photos/${asked.id}/large.webp`, jpeg, 'image/webp')
    // Whoever asks again goes on from there.
    expect((await add(asked.id, 'The door', staffOf('h7'))).photos).toHaveLength(1)
    const second = await request(
      { hotelId: 'h7', ...promised(await picture(640, 640).jpeg().toBuffer()) },
      staffOf('h7'),
    )
    await sql`update hotel_photo set state = 'TAKEN' where id = ${second.id}`
    await store.write(`photos/${second.id}/large.webp`, jpeg, 'image/webp')
    await sweepPhotos(catalogue, inMinutes(45))
    expect([await keptOf(second.id), await stateOf(second.id)]).toEqual([[], undefined])
  })

  test('while the store is away nothing is lost, and it goes on afterwards', async () => {
    const asked = await request({ hotelId: 'h8', ...promised(jpeg) }, staffOf('h8'))
    await put(asked, jpeg)
    const { photos, uploadId } = await addWhole(await picture(640, 700).jpeg().toBuffer(), 'The lift', 'h8')
    sandbox.away(true)
    const away = await app.inject({ url: photos[0]?.url ?? '' })
    expect([away.statusCode, away.headers['cache-control']]).toEqual([503, 'no-store'])
    expect((await add(asked.id, 'x', staffOf('h8'))).__typename).toBe('PhotosNotTaken')
    expect((await remove(uploadId, 'h8')).photos).toEqual([])
    await expect(sweepPhotos(catalogue, inMinutes(45))).rejects.toThrow('503')
    sandbox.away(false)
    await sweepPhotos(catalogue, inMinutes(45))
    expect([await keptOf(asked.id), await stateOf(asked.id)]).toEqual([[], undefined])
  })
})

test('without a store photographs are not taken, and those of before are told as they were', async () => {
  const { ask } = await smallCatalogue({ hotels: 20 })
  const query = `mutation ($input: RequestPhotoUploadInput!) { requestPhotoUpload(input: $input) { ${upload} } }`
  const input = { hotelId: 'h1', ...promised(jpeg) }
  const { data } = await ask<{ requestPhotoUpload: Answer }>(query, { input }, { viewer: staffOf('h1') })
  expect(data.requestPhotoUpload.__typename).toBe('PhotosNotTaken')
})
