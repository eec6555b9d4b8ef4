/** What a page may load and who may frame it. Styles that React Aria adds carry the nonce; scripts are files of ours. */
export function pageHeaders(
  nonce: string,
  photoOrigins: readonly string[],
  uploadOrigins: readonly string[],
): Record<string, string> {
  const policy = {
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': `'self' 'nonce-${nonce}'`,
    'font-src': "'self'",
    'img-src': ["'self'", 'data:', ...photoOrigins].join(' '),
    'connect-src': ["'self'", ...uploadOrigins].join(' '),
    'manifest-src': "'self'",
    'base-uri': "'none'",
    'form-action': "'self'",
    'frame-ancestors': "'none'",
    'object-src': "'none'",
  }
  return {
    'content-security-policy': Object.entries(policy).map(([name, value]) => `${name} ${value}`).join('; '), // prettier-ignore
    'cache-control': 'no-cache',
    'cross-origin-opener-policy': 'same-origin',
    // A reservation's address must not reach other sites.
    'referrer-policy': 'strict-origin-when-cross-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=()',
    'x-content-type-options': 'nosniff',
  }
}
