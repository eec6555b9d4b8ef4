import { ApolloLink } from '@apollo/client'

// Each question to the graph begins a trace (W3C Trace Context), whose id the logs of every service have, and the job's
// that sends a mail for it. Whether it is collected is decided by the gateway; a developer who opens a page with `?trace`
// wishes it, in this tab.

const SWITCH = 'staygraph:trace'

function wished(): boolean {
  if (new URLSearchParams(location.search).has('trace')) sessionStorage.setItem(SWITCH, '1')
  return sessionStorage.getItem(SWITCH) === '1'
}

const hex = (bytes: number) =>
  Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) => byte.toString(16).padStart(2, '0')).join('')

/** The header that begins a trace. */
export const traceparent = () => `00-${hex(16)}-${hex(8)}-${wished() ? '01' : '00'}`

export const traced = new ApolloLink((operation, forward) => {
  operation.setContext(({ headers }: { headers?: Record<string, string> }) => ({
    headers: { ...headers, traceparent: traceparent() },
  }))
  return forward(operation)
})
