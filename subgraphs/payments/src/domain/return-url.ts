/** The address a browser comes back to with `card_page` added, or null when it may not be sent there. */
export function returnAddress(url: string, allowedOrigins: string[], cardPage: string): string | null {
  if (!URL.canParse(url)) return null
  const address = new URL(url)
  // A name before the @ would read like another site's address.
  if (address.username || address.password || !allowedOrigins.includes(address.origin)) return null
  address.searchParams.set('card_page', cardPage)
  return address.href
}
