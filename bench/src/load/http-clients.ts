import net from 'node:net'

export interface Asked {
  /** The JSON that is sent. */
  body: string
  /** Whose request it is, as the proxy in front of the gateway would tell it. */
  address: string
  /** More headers, each as `name: value\r\n`. */
  headers?: string
}

export interface Heard {
  status: number
  /** Read from the bytes each time it is asked for. */
  readonly body: string
  /** From the first byte sent to the last one read. */
  ms: number
}

export interface LoadOptions {
  /** Where `POST /graphql` is answered. */
  url: string
  /** Connections, each kept alive and asking one request after the other. */
  clients: number
  /** The next request, or null: this client has nothing more to ask. */
  next: () => Asked | null
  heard: (heard: Heard) => void
}

/**
 * Many clients at once over HTTP/1.1 with keep-alive. Written on sockets, because whatever the clients take of the
 * processor is missing to those they measure: some 10 microseconds a request, what an HTTP library takes twenty times.
 * What is answered stays bytes unless somebody wants to read it.
 */
export const load = async ({ url, clients, next, heard }: LoadOptions): Promise<void> => {
  const { hostname, port } = new URL(url)
  await Promise.all(Array.from({ length: clients }, () => client(hostname, Number(port), next, heard)))
}

const client = (host: string, port: number, next: LoadOptions['next'], heard: LoadOptions['heard']) =>
  new Promise<void>((resolve, reject) => {
    const socket = net.connect(port, host)
    socket.setNoDelay(true)
    let pieces: Buffer[] = []
    let missing = 0 // bytes of the answer, once its head was read
    let head: Head | null = null
    let began = 0
    let asking = false
    const ask = () => {
      const asked = next()
      if (asked === null) {
        socket.destroy()
        resolve()
        return
      }
      asking = true
      began = performance.now()
      socket.write(
        `POST /graphql HTTP/1.1\r\nhost: gateway\r\ncontent-type: application/json\r\nx-forwarded-for: ${asked.address}\r\n${asked.headers ?? ''}content-length: ${Buffer.byteLength(asked.body)}\r\n\r\n${asked.body}`,
      )
    }
    socket.on('connect', ask)
    socket.on('error', reject)
    socket.on('close', () => {
      if (asking) reject(new Error('the gateway closed a connection without an answer'))
    })
    socket.on('data', (chunk: Buffer) => {
      pieces.push(chunk)
      if (head === null) {
        const all = pieces.length === 1 ? chunk : Buffer.concat(pieces)
        head = readHead(all)
        if (head === null) return
        pieces = [all.subarray(head.bytes)]
        missing = head.length - (all.length - head.bytes)
      } else missing -= chunk.length
      if (missing > 0) return
      const answered = pieces
      const { status } = head
      pieces = []
      head = null
      asking = false
      try {
        heard({
          status,
          get body() {
            return Buffer.concat(answered).toString()
          },
          ms: performance.now() - began,
        })
        ask()
      } catch (error) {
        socket.destroy()
        reject(error as Error) // whoever looks at the answers says no: the run ends
      }
    })
  })

interface Head {
  status: number
  /** Of the body. */
  length: number
  /** Its own length. */
  bytes: number
}

/** Null: it is not all there yet. */
const readHead = (received: Buffer): Head | null => {
  const end = received.indexOf('\r\n\r\n')
  if (end === -1) return null
  const text = received.toString('latin1', 0, end)
  const length = Number(/^content-length: (\d+)/im.exec(text)?.[1])
  if (!Number.isInteger(length)) throw new Error(`an answer without its length: ${text}`)
  return { status: Number(text.slice(9, 12)), length, bytes: end + 4 }
}
