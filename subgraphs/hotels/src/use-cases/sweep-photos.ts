import type { Surroundings } from '../context.ts'
import { noteSwept, photosToSweep } from '../database/photos.ts'

const mostAtOnce = 50

/**
 * Takes out of the store what nobody needs any more: uploads that never became photographs, files of which photographs were
 * made, and photographs that were taken away. It is written down after it was done, so that whoever dies between does it again.
 * Answers whether there may be more.
 */
export async function sweepPhotos({ sql, photos }: Pick<Surroundings, 'sql' | 'photos'>, now: Date): Promise<boolean> {
  if (!photos) return false
  const leaving = await photosToSweep(sql, now, mostAtOnce)
  for (const one of leaving) {
    for (const key of one.keys) await photos.store.remove(key)
    await noteSwept(sql, one)
  }
  return leaving.length === mostAtOnce
}
