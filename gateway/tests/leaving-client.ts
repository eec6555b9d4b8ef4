import { request as ask } from 'node:http'

/** Sends an operation and closes the connection once `when` says so. */
export function askAndLeave(url: string, query: string, when: () => boolean) {
  const body = JSON.stringify({ query })
  const request = ask(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' } })
  const closed = new Promise<void>((resolve) => request.once('close', () => resolve()))
  request.on('error', () => undefined)
  request.end(body)
  const timer = setInterval(() => {
    if (!when()) return
    clearInterval(timer)
    request.destroy()
  }, 10)
  return closed
}
