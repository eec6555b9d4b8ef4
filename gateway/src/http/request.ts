/** What all questions to one place begin with. */
export const headOf = ({ pathname, search, host }: URL) =>
  `POST ${pathname}${search} HTTP/1.1\r\nhost: ${host}\r\nconnection: keep-alive\r\ncontent-type: application/json\r\naccept: application/json\r\n`

/** Nothing that could end a header and begin another; and nothing that is more than a byte, whose half could. */
const isValue = /^[\t\x20-\x7e\x80-\xff]*$/

/** A text as its bytes in UTF-8, one character each. */
export const asBytes = (text: string) =>
  Buffer.byteLength(text) === text.length ? text : Buffer.from(text).toString('latin1')

/** The text whose bytes these are. */
export const asText = (bytes: string) =>
  Buffer.byteLength(bytes) === bytes.length ? bytes : Buffer.from(bytes, 'latin1').toString()

/** All of a question, one character a byte: what is sent in one piece is written at once. */
export function requestBytes(head: string, headers: Readonly<Record<string, string>>, body: string): string {
  let all = head
  for (const name in headers) {
    const value = headers[name] as string
    if (!isValue.test(value)) throw new Error(`what ${name} says cannot be sent in a header`)
    all += `${name}: ${value}\r\n`
  }
  const bytes = asBytes(body)
  return `${all}content-length: ${bytes.length}\r\n\r\n${bytes}`
}
