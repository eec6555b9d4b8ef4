/** An event of a stream (`text/event-stream`). `id`: of it, or of the last one that had any. */
export type ServerEvent = { id: string | undefined; event: string; data: string }

/** Its name, `data` lines and id are longer than this in all: nobody of ours writes so. */
const mostCharacters = 32_000_000

/** The events of a stream as they come; undefined for a beat (a comment), which says that the other side is there. */
export async function* readEvents(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<ServerEvent | undefined> {
  const decoder = new TextDecoder()
  let held = ''
  let id: string | undefined
  let event = 'message'
  let data: string[] = []
  for await (const chunk of chunks) {
    held += decoder.decode(chunk, { stream: true })
    if (held.length > mostCharacters) throw new Error('an event is too long')
    const lines = held.split(/\r\n|\n|\r(?!$)/)
    held = lines.pop() ?? ''
    for (const line of lines) {
      if (line === '') {
        if (data.length > 0) yield { id, event, data: data.join('\n') }
        event = 'message'
        data = []
        continue
      }
      const colon = line.indexOf(':')
      if (colon === 0) {
        yield undefined
        continue
      }
      const name = colon < 0 ? line : line.slice(0, colon)
      const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '')
      if (name === 'data') data.push(value)
      else if (name === 'event') event = value
      else if (name === 'id' && !value.includes('\0')) id = value
    }
  }
}
