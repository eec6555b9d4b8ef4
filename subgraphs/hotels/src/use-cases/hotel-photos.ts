import type { Context } from '../context.ts'
import {
  arrangePhotos,
  awaitUpload,
  describePhoto,
  dropUpload,
  photoById,
  removePhoto,
  showPhoto,
  shownPhotos,
  takeUpload,
  type PhotoRow,
  type ShownPhoto,
} from '../database/photos.ts'
import {
  isPhotoType,
  longestAlt,
  mostPhotoBytes,
  mostPhotos,
  photoKey,
  photoTypes,
  uploadKey,
  uploadSeconds,
} from '../domain/photo.ts'
import { hotelKey, readKey } from '../domain/shelf.ts'
import type {
  AddHotelPhotoInput,
  ArrangeHotelPhotosInput,
  DescribeHotelPhotoInput,
  RemoveHotelPhotoInput,
  RequestPhotoUploadInput,
} from '../graphql/types.generated.ts'
import { makePhoto, type Unusable } from '../photos/make-photo.ts'
import { StoreAway, type PhotoTaking } from '../photos/photo-store.ts'
import { readUpload } from './read-upload.ts'
import { refuseInput } from './refusal.ts'

/** A hotel's photographs as its staff see them. */
export type PhotosInHand = { hotelId: number; photos: readonly ShownPhoto[] }

const refusal = <Name extends string>(name: Name, message: string) => ({ __typename: name, message })
const notHotelStaff = () =>
  refusal('NotHotelStaff', 'Only the staff of this hotel may see or change its photographs here. Sign in with the account that works there.') // prettier-ignore
const notTaken = () =>
  refusal('PhotosNotTaken', 'Photographs cannot be taken at the moment. Try again in a little while: nothing is lost.')
const notUploaded = () =>
  refusal('PhotoNotUploaded', 'The file has not arrived, or too long ago. Choose it again, and send it once more.')
const changed = () =>
  refusal(
    'PhotosChanged',
    'The photographs of this hotel are others by now. Look at them again, then say it once more.',
  )

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The hotel, if whoever asks works for it. Null for anybody else: there may or may not be such a hotel. */
function ownHotel(key: string, { viewer }: Context): number | null {
  if (viewer.kind !== 'customer' || !viewer.staffOf?.includes(key)) return null
  return readKey('h', key)
}

const tell = async (hotelId: number, { sql }: Context) => ({
  __typename: 'HotelPhotos' as const,
  hotelId,
  photos: await shownPhotos(sql, hotelId),
})

/** The photographs of a hotel, for its staff. */
export async function readPhotos({ hotelId }: { hotelId: string }, context: Context) {
  const own = ownHotel(hotelId, context)
  return own === null ? notHotelStaff() : tell(own, context)
}

/** Somebody of the hotel's staff wants to upload a file. It is written down before they hear where. */
export async function requestUpload(input: RequestPhotoUploadInput, context: Context) {
  const { viewer, now, sql, photos, loaders } = context
  const hotelId = ownHotel(input.hotelId, context)
  if (hotelId === null || viewer.kind !== 'customer' || !(await loaders.hotel.load(input.hotelId)))
    return notHotelStaff()
  const { contentType, bytes } = input
  const sha256 = input.sha256 ?? null
  if (sha256 !== null && !/^[0-9a-f]{64}$/i.test(sha256)) throw refuseInput('`sha256` must be 64 hexadecimal digits.')
  if (!isPhotoType(contentType))
    return {
      ...refusal('PhotoTypeNotTaken', 'Photographs are taken as JPEG, PNG or WebP. Save it as one of these, and choose it again.'), // prettier-ignore
      contentTypes: [...photoTypes],
    }
  if (bytes < 1 || bytes > mostPhotoBytes) {
    const message = bytes < 1 ? 'The file is empty. Choose another one.' : `A photograph may have ${mostPhotoBytes / 1_000_000} MB. Make it smaller, and choose it again.` // prettier-ignore
    return { ...refusal('PhotoTooLarge', message), mostBytes: mostPhotoBytes }
  }
  if (!photos) return notTaken()
  const upload = await awaitUpload(
    sql,
    {
      hotelId,
      contentType,
      bytes,
      sha256: sha256 === null ? null : Buffer.from(sha256, 'hex').toString('base64'),
      expiresAt: new Date(now.getTime() + uploadSeconds * 1_000),
      requestedBy: viewer.customerId,
    },
    now,
  )
  if (!upload)
    return {
      ...refusal('TooManyPhotos', `A hotel has ${mostPhotos} photographs at most. Take one away first.`),
      most: mostPhotos,
    }
  const seconds = Math.max(1, Math.floor((upload.expiresAt.getTime() - now.getTime()) / 1_000))
  const address = await photos.store.presign(uploadKey(upload.id), upload, seconds, now)
  return {
    __typename: 'PhotoUpload' as const,
    ...address,
    id: upload.id,
    method: 'PUT',
    expiresAt: upload.expiresAt.toISOString(),
  }
}

/** What was uploaded becomes a photograph that guests see. Each step is written down before it is done. */
export async function addPhoto({ uploadId, alt: said }: AddHotelPhotoInput, context: Context) {
  const { sql, photos, viewer } = context
  if (viewer.kind !== 'customer' || !viewer.staffOf?.length) return notHotelStaff()
  const upload = uuid.test(uploadId) ? await photoById(sql, uploadId) : null
  // One that was swept is told as one of another hotel is: nobody learns which uploads there are.
  if (!upload || ownHotel(hotelKey(upload.hotelId), context) === null) return notUploaded()
  const alt = readAlt(said)
  if (typeof alt !== 'string') return alt
  if (upload.state === 'SHOWN') return tell(upload.hotelId, context)
  if (upload.state === 'REMOVED') return notUploaded()
  if (!photos) return notTaken()
  const done = await photos
    .inTurn(() => take(upload, alt, photos, context))
    .catch((error: unknown) => {
      if (!(error instanceof StoreAway)) throw error
      context.logger.warn({ reason: error.message }, 'a photograph waits: the store is away')
      return 'BUSY' as const
    })
  return done === 'BUSY' ? notTaken() : done
}

async function take(upload: PhotoRow, alt: string, { store }: PhotoTaking, context: Context) {
  const { sql } = context
  const { id, hotelId } = upload
  const file = await readUpload(upload, store)
  if (file === null) return notUploaded()
  const made = Buffer.isBuffer(file) && isPhotoType(upload.contentType) ? await makePhoto(file, upload.contentType) : { unusable: 'OTHER_FILE' as const } // prettier-ignore
  if ('unusable' in made) {
    await dropUpload(sql, id)
    return { ...refusal('PhotoUnusable', unusable[made.unusable]), reason: made.unusable }
  }
  if (await takeUpload(sql, id)) {
    await store.write(photoKey(id, 'large'), made.large, 'image/webp')
    await store.write(photoKey(id, 'small'), made.small, 'image/webp')
    await seenByGuests(hotelId, context, () => showPhoto(sql, { id, hotelId }, alt))
  }
  // Somebody may have said the same at the same time, or it was swept since.
  return (await photoById(sql, id))?.state === 'SHOWN' ? tell(hotelId, context) : notUploaded()
}

/** Changes what guests see: as hotels are tagged in the schema, so that nobody is shown a photograph that was taken away. */
const seenByGuests = <T>(hotelId: number, { cacheTags }: Context, change: () => Promise<T>) =>
  cacheTags.whileChanging([`hotel-${hotelKey(hotelId)}`], change)

const unusable: Record<Unusable | 'OTHER_FILE', string> = {
  NOT_A_PICTURE: 'This is not a JPEG, PNG or WebP picture, or it is damaged. Choose another file.',
  OTHER_TYPE: 'This is another kind of picture than its name says. Save it anew, and choose it again.',
  TOO_SMALL: 'The picture is too small: its shorter edge must have 400 pixels. Choose a larger one.',
  TOO_MANY_PIXELS: 'The picture has more than 60 million pixels. Make it smaller, and choose it again.',
  OTHER_FILE: 'What arrived is not the file that was promised. Choose it again.',
}

/** What a photograph shows, or why it is not said. */
function readAlt(said: string) {
  const alt = said.trim().replaceAll(/\s+/g, ' ')
  if (alt.length >= 1 && alt.length <= longestAlt) return alt
  const how = alt.length === 0 ? 'Say what it shows: guests who do not see it read that.' : `Say what it shows in at most ${longestAlt} characters.` // prettier-ignore
  return refusal('PhotoNotDescribed', how)
}

/** Says anew what a photograph shows. */
export async function redescribePhoto({ hotelId, photoId, alt: said }: DescribeHotelPhotoInput, context: Context) {
  const own = ownHotel(hotelId, context)
  if (own === null) return notHotelStaff()
  const alt = readAlt(said)
  if (typeof alt !== 'string') return alt
  const done =
    uuid.test(photoId) && (await seenByGuests(own, context, () => describePhoto(context.sql, own, photoId, alt)))
  return done ? tell(own, context) : changed()
}

/** Puts the photographs of a hotel into another order. */
export async function rearrangePhotos({ hotelId, photoIds }: ArrangeHotelPhotosInput, context: Context) {
  const own = ownHotel(hotelId, context)
  if (own === null) return notHotelStaff()
  const done =
    photoIds.every((id) => uuid.test(id)) &&
    (await seenByGuests(own, context, () => arrangePhotos(context.sql, own, photoIds)))
  return done ? tell(own, context) : changed()
}

/** Takes a photograph away. That it is gone already is what was wanted. */
export async function takeAwayPhoto({ hotelId, photoId }: RemoveHotelPhotoInput, context: Context) {
  const own = ownHotel(hotelId, context)
  if (own === null) return notHotelStaff()
  if (uuid.test(photoId)) await seenByGuests(own, context, () => removePhoto(context.sql, own, photoId))
  return tell(own, context)
}
