import { z } from 'zod'

import { oneAtATime } from './make-photo.ts'
import type { PhotoTaking } from './photo-store.ts'
import { openS3Store } from './s3-store.ts'

/** Where photographs lie: a bucket of a store that speaks S3. Without it none are taken. */
export const photosEnvironment = {
  /** The bucket's own address: `https://photos.s3.eu-central-1.amazonaws.com`, or with the bucket as its path. */
  S3_URL: z.url().optional(),
  /** The same as browsers reach it. */
  S3_PUBLIC_URL: z.url().optional(),
  S3_REGION: z.string().min(1).default('us-east-1'),
  S3_ACCESS_KEY_ID: z.string().min(1).optional(),
  S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
}
type Environment = z.infer<z.ZodObject<typeof photosEnvironment>>

/** So many of a hotel's people wait for their photographs at once; the last of them some four seconds. */
const mostWaiting = 8

export function configuredStore(environment: Environment): (PhotoTaking & { close: () => Promise<void> }) | undefined {
  const { S3_URL: url, S3_PUBLIC_URL, S3_REGION: region } = environment
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = environment
  if (url === undefined) return undefined
  if (!accessKeyId || !secretAccessKey)
    throw new Error('S3_URL names a store: S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY are missing')
  const store = openS3Store({ url, publicUrl: S3_PUBLIC_URL ?? url, region, accessKeyId, secretAccessKey })
  return { store, inTurn: oneAtATime(mostWaiting), close: () => store.close() }
}
