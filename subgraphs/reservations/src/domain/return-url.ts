type Allowed = { publicSiteUrl: string; returnOrigins: readonly string[] }

/** Whether the bank may send a guest's browser there: our site, or an origin that was registered. Elsewhere it could be led astray. */
export function isReturnUrl(url: string, { publicSiteUrl, returnOrigins }: Allowed): boolean {
  if (url.length > 2_000 || !URL.canParse(url)) return false
  const { origin, protocol, username, password } = new URL(url)
  if ((protocol !== 'https:' && protocol !== 'http:') || username !== '' || password !== '') return false
  return origin === new URL(publicSiteUrl).origin || returnOrigins.includes(origin)
}
