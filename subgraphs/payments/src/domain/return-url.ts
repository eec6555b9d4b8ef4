/** The address a browser comes back to with `card_page` added, or null when it may not be sent there. */
export function returnAddress(url: string, allowedOrigins: string[], cardPage: string): string | null {
  if (!URL.canParse(url)) return null
  const address = new URL(url)
  // A name before the @ would read like another site's address.
  if (address.username || address.password || !allowedOrigins.includes(address.origin)) return null
  address.searchParams.set('card_page', cardPage)
  return address.href
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

/** The origins of our site: on one's own machine it has several names. */
export function originsOf(siteUrl: string): string[] {
  const { origin, hostname } = new URL(siteUrl)
  return LOOPBACK.includes(hostname) ? LOOPBACK.map((name) => origin.replace(hostname, name)) : [origin]
}
