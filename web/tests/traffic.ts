import type { Page, Request } from 'playwright-core'

/** So long nothing must have been asked for or answered: as Playwright's "networkidle" has it. */
const quietMs = 500
const mostMs = 15_000

type Traffic = { pending: Set<Request>; changedAt: number }
const watched = new WeakMap<Page, Traffic>()

/** Whether a request is answered in events, for as long as the page is open. */
const isStream = (request: Request) => /subscriptionSpec|event-stream/.test(request.headers()['accept'] ?? '')

/** From here on it is known what a page waits for. */
export function watchTraffic(page: Page): Traffic {
  const known = watched.get(page)
  if (known) return known
  const traffic: Traffic = { pending: new Set(), changedAt: Date.now() }
  watched.set(page, traffic)
  const ended = (request: Request) => {
    if (traffic.pending.delete(request)) traffic.changedAt = Date.now()
  }
  page.on('request', (request) => {
    if (isStream(request)) return
    traffic.pending.add(request)
    traffic.changedAt = Date.now()
  })
  page.on('requestfinished', ended)
  page.on('requestfailed', ended)
  return traffic
}

/** The page waits for no answer but those that come in events: "networkidle" would wait for them for ever. */
export async function untilAnswered(page: Page): Promise<void> {
  const traffic = watchTraffic(page)
  await page.waitForLoadState('load')
  for (const until = Date.now() + mostMs; ; await page.waitForTimeout(50)) {
    if (traffic.pending.size === 0 && Date.now() - traffic.changedAt >= quietMs) return
    if (Date.now() > until)
      throw new Error(`still waits for ${[...traffic.pending].map((request) => request.url()).join(', ')}`)
  }
}
