import type { Fault } from './fault.ts'

/** No protocol that anybody here speaks. */
const noise = Buffer.from(Array.from({ length: 256 }, (_, at) => (at * 73 + 19) % 256))

/** What comes in a reply's place. */
export const garbageOf = ({ http }: Extract<Fault, { kind: 'garbage' }>): Buffer => {
  if (!http) return noise
  const body = Buffer.from(http.body)
  const head = [
    `HTTP/1.1 ${http.status} As Told`,
    `content-type: ${http.type}`,
    `content-length: ${body.length}`,
    'connection: close',
  ]
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body])
}
