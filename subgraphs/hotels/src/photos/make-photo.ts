import {
  leastPhotoEdge,
  mostPhotoPixels,
  photoSizes,
  typeOfFile,
  type PhotoSize,
  type PhotoType,
} from '../domain/photo.ts'

export type Unusable = 'NOT_A_PICTURE' | 'OTHER_TYPE' | 'TOO_SMALL' | 'TOO_MANY_PIXELS'
export type Made = Record<PhotoSize, Buffer>

/**
 * What guests get of an uploaded file: written anew, so that nothing is in it but the picture: no place where it was taken,
 * no camera, nothing behind its end. It stands as it was held.
 */
export async function makePhoto(file: Buffer, promised: PhotoType): Promise<Made | { unusable: Unusable }> {
  const type = typeOfFile(file)
  if (type !== promised) return { unusable: type === undefined ? 'NOT_A_PICTURE' : 'OTHER_TYPE' }
  // Only whoever takes photographs needs it, and it is large.
  const { default: sharp } = await import('sharp')
  sharp.cache(false)
  sharp.concurrency(1)
  try {
    const { width, height } = await sharp(file, { limitInputPixels: false }).metadata()
    if (width * height > mostPhotoPixels) return { unusable: 'TOO_MANY_PIXELS' }
    if (Math.min(width, height) < leastPhotoEdge) return { unusable: 'TOO_SMALL' }
    const inSize = (from: Buffer, size: PhotoSize) =>
      sharp(from, { limitInputPixels: mostPhotoPixels })
        .autoOrient()
        .resize({ width: photoSizes[size], height: photoSizes[size], fit: 'inside', withoutEnlargement: true })
        .webp({ quality: 80 })
        .toBuffer()
    const large = await inSize(file, 'large')
    return { large, small: await inSize(large, 'small') } // what was uploaded is unpacked once
  } catch {
    return { unusable: 'NOT_A_PICTURE' } // damaged, cut off, or something else under a picture's first bytes
  }
}

/** Has things done one after the other, and says no when too many wait. */
export function oneAtATime(mostWaiting: number) {
  let waiting = 0
  let last: Promise<unknown> = Promise.resolve()
  return async <T>(work: () => Promise<T>): Promise<T | 'BUSY'> => {
    if (waiting >= mostWaiting) return 'BUSY'
    waiting += 1
    const done = last.then(work, work)
    last = done
    return done.finally(() => (waiting -= 1))
  }
}
