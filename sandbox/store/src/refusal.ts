/** What S3 answers when it does not do something: its code and status, and a sentence. */
export type Refusal = { code: string; status: number; message: string }

const known = {
  AccessDenied: [403, 'Access Denied'],
  AuthorizationQueryParametersError: [400, 'The signature is of another day, region or service, or cannot be read'],
  BadDigest: [400, 'The SHA256 you specified did not match the calculated checksum.'],
  EntityTooLarge: [400, 'Your proposed upload exceeds the maximum allowed object size.'],
  InvalidAccessKeyId: [403, 'The AWS access key Id you provided does not exist in our records.'],
  MethodNotAllowed: [405, 'The specified method is not allowed against this resource.'],
  MissingContentLength: [411, 'You must provide the Content-Length HTTP header.'],
  NoSuchKey: [404, 'The specified key does not exist.'],
  PreconditionFailed: [412, 'At least one of the pre-conditions you specified did not hold'],
  RequestTimeTooSkewed: [403, 'The difference between the request time and the current time is too large.'],
  ServiceUnavailable: [503, 'Reduce your request rate.'],
  SignatureDoesNotMatch: [403, 'The request signature we calculated does not match the signature you provided.'],
  XAmzContentSHA256Mismatch: [400, 'The provided x-amz-content-sha256 header does not match what was computed.'],
} as const satisfies Record<string, [number, string]>

export const refuse = (code: keyof typeof known, message?: string): Refusal => ({
  code,
  status: known[code][0],
  message: message ?? known[code][1],
})

export const asXml = ({ code, message }: Refusal) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`
