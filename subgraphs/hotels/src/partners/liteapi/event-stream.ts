import { PartnerFault } from '../partner-supply.ts'

/**
 * The events of a streamed answer (`data: <json>` and an empty line, until `data: [DONE]`), each parsed as JSON. An
 * answer that ends without `[DONE]` was cut off, and says so by throwing.
 */
export async function* eventsOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<unknown> {
  const decoder = new TextDecoder()
  let held = ''
  for await (const chunk of chunks) {
    held += decoder.decode(chunk, { stream: true })
    for (let end = held.search(/\r?\n\r?\n/); end >= 0; end = held.search(/\r?\n\r?\n/)) {
      const event = held.slice(0, end).trim()
      held = held.slice(end).replace(/^(\r?\n){2}/, '')
      if (event === 'data: [DONE]') return
      if (event.startsWith('data:')) yield parsed(event.slice(5))
    }
  }
  throw new PartnerFault('DOWN', 'the stream ended before its end')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new PartnerFault('INVALID_ANSWER', 'an event is not JSON', { cause })
  }
}
