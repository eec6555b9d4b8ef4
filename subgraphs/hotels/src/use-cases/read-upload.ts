import { createHash } from 'node:crypto'

import type { PhotoRow } from '../database/photos.ts'
import { mostPhotoBytes, uploadKey } from '../domain/photo.ts'
import type { PhotoStore } from '../photos/photo-store.ts'

/**
 * The file as it lies in the store. Null: it has not arrived. 'OTHER': it is not what was promised, whatever the store let
 * pass: not every store looks at all that is signed.
 */
export async function readUpload({ id, bytes, sha256 }: PhotoRow, store: PhotoStore): Promise<Buffer | 'OTHER' | null> {
  const file = await store.read(uploadKey(id), mostPhotoBytes)
  if (file === null) return null
  if (file.length !== bytes) return 'OTHER'
  if (sha256 !== null && createHash('sha256').update(file).digest('base64') !== sha256) return 'OTHER'
  return file
}
