import { databaseNames, issuers } from './platform.ts'
import { makeSecrets, publicHalf } from './prepare/secrets.ts'

/** The lines of a `.env` for docker-compose.yml, with fresh passwords and keys. */
export const containerEnvironment = async (): Promise<Record<string, string>> => {
  const secrets = await makeSecrets()
  const trusted = issuers.map((issuer) => [issuer, publicHalf(secrets.identityKeys[issuer])])
  return {
    POSTGRES_PASSWORD: secrets.postgres,
    REDIS_PASSWORD: secrets.redis,
    ...Object.fromEntries(
      databaseNames.flatMap((name) => [
        [`${name.toUpperCase()}_OWNER_PASSWORD`, secrets.databases[name].owner],
        [`${name.toUpperCase()}_PASSWORD`, secrets.databases[name].service],
      ]),
    ),
    ...Object.fromEntries(
      issuers.map((issuer) => [`${issuer.toUpperCase()}_IDENTITY_KEY`, JSON.stringify(secrets.identityKeys[issuer])]),
    ),
    TRUSTED_KEYS: JSON.stringify(Object.fromEntries(trusted)),
    OFFER_KEY: JSON.stringify(secrets.offerKey),
    ACCESS_TOKEN_KEY: JSON.stringify(secrets.accessTokenKey),
    STRIPE_API_KEY: secrets.bank.apiKey,
    STRIPE_WEBHOOK_SECRET: secrets.bank.webhookSecret,
    LITEAPI_KEY: secrets.partner.apiKey,
  }
}

/** In single quotes nothing is substituted: neither the quotes of JSON nor a dollar sign. */
export const dotEnv = (values: Record<string, string>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}='${value}'\n`)
    .join('')
