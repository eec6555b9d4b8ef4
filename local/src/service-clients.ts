import type { ClaimIssuer, Surroundings } from './service.ts'

// How processes reach other companies, and the keys by which they sign and read what goes through other hands.

const json = (value: unknown): string => JSON.stringify(value)

export const bankClient = ({ bank, named, url }: Surroundings) => ({
  STRIPE_API_KEY: bank.apiKey,
  STRIPE_API_URL: named('STRIPE_API_KEY') === undefined ? url('bank') : named('STRIPE_API_URL'),
  STRIPE_WEBHOOK_SECRET: bank.webhookSecret,
})

export const partnersClient = ({ partner, bedbank, named, url }: Surroundings) => ({
  LITEAPI_KEY: partner.apiKey,
  LITEAPI_URL: named('LITEAPI_KEY') === undefined ? url('partner') : named('LITEAPI_URL'),
  LODGEBANK_KEY: bedbank.apiKey,
  LODGEBANK_URL: url('bedbank'),
})

export const storeKeys = ({ store }: Surroundings) => ({
  S3_ACCESS_KEY_ID: store.accessKeyId,
  S3_SECRET_ACCESS_KEY: store.secretAccessKey,
})

/** Where files lie, as we reach it and as browsers do. */
export const storeUrls = ({ named, url }: Surroundings) => {
  const here = named('S3_URL') ?? `${url('store')}/photos`
  return { S3_URL: here, S3_PUBLIC_URL: named('S3_PUBLIC_URL') ?? here }
}

export const readsClaims = ({ trustedClaimKeys }: Surroundings) => ({ TRUSTED_CLAIM_KEYS: json(trustedClaimKeys) })

export const signsClaims = (issuer: ClaimIssuer, { claimKeys }: Surroundings) => ({
  CLAIM_KEY: json(claimKeys[issuer]),
})
