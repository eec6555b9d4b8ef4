import { expect, test } from 'vitest'

import { refuseSignature, type Asked } from './signature.ts'

// The examples of AWS's own documentation of Signature Version 4 for S3, with its example keys.

const keys = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  region: 'us-east-1',
}
const at = Date.parse('2013-05-24T00:00:00Z')
const host = 'examplebucket.s3.amazonaws.com'
const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
const authorization = (signedHeaders: string, signature: string) =>
  `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=${signedHeaders},Signature=${signature}`
const url = (path: string) => new URL(`https://${host}${path}`)

const examples: Record<string, Asked> = {
  'GET object': {
    method: 'GET',
    url: url('/test.txt'),
    headers: {
      host,
      range: 'bytes=0-9',
      'x-amz-content-sha256': empty,
      'x-amz-date': '20130524T000000Z',
      authorization: authorization(
        'host;range;x-amz-content-sha256;x-amz-date',
        'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
      ),
    },
  },
  'PUT object': {
    method: 'PUT',
    url: url('/test$file.text'),
    headers: {
      host,
      date: 'Fri, 24 May 2013 00:00:00 GMT',
      'x-amz-content-sha256': '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
      'x-amz-date': '20130524T000000Z',
      'x-amz-storage-class': 'REDUCED_REDUNDANCY',
      authorization: authorization(
        'date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class',
        '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
      ),
    },
  },
  'GET bucket lifecycle': {
    method: 'GET',
    url: url('/?lifecycle'),
    headers: {
      host,
      'x-amz-content-sha256': empty,
      'x-amz-date': '20130524T000000Z',
      authorization: authorization(
        'host;x-amz-content-sha256;x-amz-date',
        'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
      ),
    },
  },
  'GET bucket, list objects': {
    method: 'GET',
    url: url('/?max-keys=2&prefix=J'),
    headers: {
      host,
      'x-amz-content-sha256': empty,
      'x-amz-date': '20130524T000000Z',
      authorization: authorization(
        'host;x-amz-content-sha256;x-amz-date',
        '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
      ),
    },
  },
  'a presigned address': {
    method: 'GET',
    url: url(
      '/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
    ),
    headers: { host },
  },
}

test.each(Object.entries(examples))('%s is let in, and anything else under its signature is not', (_, asked) => {
  expect(refuseSignature(asked, keys, at)).toBeUndefined()
  const other = (changes: Partial<Asked>) => refuseSignature({ ...asked, ...changes }, keys, at)?.code
  expect(other({ method: 'DELETE' })).toBe('SignatureDoesNotMatch')
  expect(other({ url: new URL(asked.url.href.replace('.com/', '.com/x')) })).toBe('SignatureDoesNotMatch')
  expect(other({ headers: { ...asked.headers, host: 'other.s3.amazonaws.com' } })).toBe('SignatureDoesNotMatch')
  expect(other({ headers: { ...asked.headers, 'x-amz-acl': 'public-read' } })).toBe('AccessDenied')
  expect(refuseSignature(asked, { ...keys, secretAccessKey: 'x' }, at)?.code).toBe('SignatureDoesNotMatch')
  expect(refuseSignature(asked, { ...keys, accessKeyId: 'x' }, at)?.code).toBe('InvalidAccessKeyId')
  expect(refuseSignature(asked, { ...keys, region: 'eu-west-1' }, at)?.status).toBe(400)
})

test('a presigned address ends when it says; a signed request is of its moment', () => {
  const { 'a presigned address': presigned, 'GET object': signed } = examples as Record<string, Asked>
  if (!presigned || !signed) throw new Error('no examples')
  expect(refuseSignature(presigned, keys, at + 86_400_000)).toBeUndefined()
  expect(refuseSignature(presigned, keys, at + 86_400_001)).toMatchObject({
    status: 403,
    message: 'Request has expired',
  })
  expect(refuseSignature(presigned, keys, at - 3_600_000)?.code).toBe('RequestTimeTooSkewed')
  expect(refuseSignature(signed, keys, at + 3_600_000)?.code).toBe('RequestTimeTooSkewed')
  const longer = new URL(presigned.url.href.replace('86400', '604801'))
  expect(refuseSignature({ ...presigned, url: longer }, keys, at)?.status).toBe(400)
})

test('whoever shows nothing, or what cannot be read, is not let in', () => {
  expect(refuseSignature({ method: 'GET', url: url('/a'), headers: { host } }, keys, at)?.code).toBe('AccessDenied')
  for (const given of ['Bearer x', 'AWS4-HMAC-SHA256 Credential=a', ''])
    expect(refuseSignature({ method: 'GET', url: url('/a'), headers: { host, authorization: given } }, keys, at)?.status).toBe(403) // prettier-ignore
})
