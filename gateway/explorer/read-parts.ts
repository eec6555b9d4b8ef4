/** The parts of an answer in parts, each as soon as it is whole: what lies between two boundaries. */
export async function* readParts(answer: Response): AsyncGenerator<unknown> {
  const boundary = /boundary="?([^";]+)"?/.exec(answer.headers.get('content-type') ?? '')?.[1] ?? '-'
  const reader = answer.body?.getReader()
  const decoder = new TextDecoder()
  let held = ''
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    held += decoder.decode(read.value, { stream: true })
    const parts = held.split(`\r\n--${boundary}`)
    held = parts.pop() ?? ''
    for (const part of parts) if (part !== '') yield JSON.parse(part.slice(part.indexOf('\r\n\r\n')))
  }
}
