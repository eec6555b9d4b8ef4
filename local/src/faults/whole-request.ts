/** Gathers the pieces of one request of HTTP/1.1 and calls back once with all of its bytes. */
export const collectRequest = (whole: (request: Buffer) => void) => {
  let gathered: Buffer | undefined = Buffer.alloc(0)
  return (piece: Buffer): void => {
    if (!gathered) return
    gathered = Buffer.concat([gathered, piece])
    const length = lengthOf(gathered)
    if (length === undefined || gathered.length < length) return
    const request = gathered.subarray(0, length)
    gathered = undefined
    whole(request)
  }
}

/** How long the request will be, once its head is there. */
const lengthOf = (bytes: Buffer): number | undefined => {
  const headEnds = bytes.indexOf('\r\n\r\n')
  if (headEnds === -1) return undefined
  const head = bytes.subarray(0, headEnds).toString('latin1')
  if (/^transfer-encoding:\s*chunked/im.test(head)) {
    const end = bytes.indexOf('0\r\n\r\n', headEnds + 4)
    return end === -1 ? undefined : end + 5
  }
  return headEnds + 4 + Number(/^content-length:\s*(\d+)/im.exec(head)?.[1] ?? 0)
}
