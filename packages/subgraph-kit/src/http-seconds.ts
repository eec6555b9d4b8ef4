import { createHistogram } from './tally.ts'

const httpSeconds = createHistogram({
  name: 'http_request_seconds',
  help: 'Time to answer an HTTP request',
  labels: ['route', 'status'],
  most: 500,
})

/** Counts an answer, whichever way it was given. */
export const countAnswer = (route: string, status: number, ms: number) =>
  httpSeconds.of(route, String(status)).observe(ms / 1_000)
