import { createHash } from 'node:crypto'

import { AwsV4Signer } from 'aws4fetch'
import { Agent, request } from 'undici'

import { StoreAway, type PhotoStore } from './photo-store.ts'

export type S3Options = {
  /** The bucket's own address, from here: `https://photos.s3.eu-central-1.amazonaws.com`, or `http://store:5005/photos`. */
  url: string
  /** The same from browsers. */
  publicUrl: string
  region: string
  accessKeyId: string
  secretAccessKey: string
}

const timeoutMs = 5_000

/** A store that speaks S3: Amazon's, R2, MinIO. */
export function openS3Store({ url, publicUrl, region, accessKeyId, secretAccessKey }: S3Options) {
  const agent = new Agent({ connections: 16, headersTimeout: timeoutMs, bodyTimeout: timeoutMs, connect: { timeout: 2_000 } }) // prettier-ignore
  const keys = { region, service: 's3', accessKeyId, secretAccessKey }
  const at = (base: string, key: string) => `${base.replace(/\/$/, '')}/${key}`

  const ask = async (method: 'GET' | 'PUT' | 'DELETE', key: string, body?: Buffer, contentType?: string) => {
    const sent = {
      'x-amz-content-sha256': createHash('sha256')
        .update(body ?? '')
        .digest('hex'),
      ...(contentType && { 'content-type': contentType }),
    }
    const signed = await new AwsV4Signer({ ...keys, method, url: at(url, key), headers: sent }).sign()
    const answer = await request(signed.url, {
      method,
      headers: Object.fromEntries(signed.headers),
      dispatcher: agent,
      ...(body && { body }),
    }).catch((error: Error) => {
      throw new StoreAway(`the store does not answer: ${error.message}`)
    })
    if (answer.statusCode < 300 || answer.statusCode === 404) return answer
    const said = await answer.body.text().catch(() => '')
    throw new StoreAway(`the store answers ${answer.statusCode} ${/<Code>(\w+)</.exec(said)?.[1] ?? ''}`)
  }

  const store: PhotoStore = {
    async presign(key, { contentType, bytes, sha256 }, seconds, now) {
      const headers = {
        'content-type': contentType,
        // Whoever uploads does not set it, and cannot send another.
        'content-length': String(bytes),
        // Nothing takes the place of what was uploaded before.
        'if-none-match': '*',
        ...(sha256 !== null && { 'x-amz-checksum-sha256': sha256 }),
      }
      const signed = await new AwsV4Signer({
        ...keys,
        method: 'PUT',
        url: `${at(publicUrl, key)}?X-Amz-Expires=${seconds}`,
        headers,
        datetime: now.toISOString().replaceAll(/[:-]|\.\d{3}/g, ''),
        signQuery: true,
        allHeaders: true,
      }).sign()
      const { 'content-length': _, ...told } = headers
      return { url: signed.url.href, headers: Object.entries(told).map(([name, value]) => ({ name, value })) }
    },
    async read(key, mostBytes) {
      const { statusCode, headers, body } = await ask('GET', key)
      if (statusCode === 404 || Number(headers['content-length']) > mostBytes) {
        body.on('error', () => {}).destroy()
        return null
      }
      const bytes = await body.arrayBuffer().catch((error: Error) => {
        throw new StoreAway(`the store broke off: ${error.message}`)
      })
      return bytes.byteLength > mostBytes ? null : Buffer.from(bytes)
    },
    async write(key, bytes, contentType) {
      const { statusCode, body } = await ask('PUT', key, bytes, contentType)
      await body.dump()
      if (statusCode === 404) throw new StoreAway('the store has no such bucket')
    },
    async remove(key) {
      const { body } = await ask('DELETE', key)
      await body.dump()
    },
  }
  return { ...store, close: () => agent.close() }
}
