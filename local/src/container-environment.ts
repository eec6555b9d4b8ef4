import { parseEnv } from 'node:util'

import { z } from 'zod'

import { makeSecrets, publicHalves, type Secrets } from './prepare/secrets.ts'
import { claimIssuers, databaseNames, issuers } from './service.ts'

/** The lines of a `.env` for docker-compose.yml, with fresh passwords and keys. */
export const containerEnvironment = async (): Promise<Record<string, string>> => {
  const secrets = await makeSecrets()
  return {
    POSTGRES_PASSWORD: secrets.postgres,
    REDIS_PASSWORD: secrets.redis,
    ...Object.fromEntries(
      databaseNames.flatMap((name) => [
        [`${name.toUpperCase()}_OWNER_PASSWORD`, secrets.databases[name].owner],
        [`${name.toUpperCase()}_PASSWORD`, secrets.databases[name].service],
      ]),
    ),
    ...keysBetweenServices(secrets),
    OFFER_KEY: JSON.stringify(secrets.offerKey),
    ACCESS_TOKEN_KEY: JSON.stringify(secrets.accessTokenKey),
    STRIPE_API_KEY: secrets.bank.apiKey,
    STRIPE_WEBHOOK_SECRET: secrets.bank.webhookSecret,
    LITEAPI_KEY: secrets.partner.apiKey,
    ...laterCompanies(secrets),
  }
}

/** Keys of companies that earlier versions did not know. */
const laterCompanies = ({ bedbank, store }: Pick<Secrets, 'bedbank' | 'store'>) => ({
  LODGEBANK_KEY: bedbank.apiKey,
  S3_ACCESS_KEY_ID: store.accessKeyId,
  S3_SECRET_ACCESS_KEY: store.secretAccessKey,
})

const keysBetweenServices = ({ identityKeys, claimKeys }: Pick<Secrets, 'identityKeys' | 'claimKeys'>) => ({
  ...Object.fromEntries(issuers.map((issuer) => [identityVariable(issuer), JSON.stringify(identityKeys[issuer])])),
  TRUSTED_KEYS: JSON.stringify(publicHalves(identityKeys)),
  ...Object.fromEntries(
    claimIssuers.map((issuer) => [`${issuer.toUpperCase()}_CLAIM_KEY`, JSON.stringify(claimKeys[issuer])]),
  ),
  TRUSTED_CLAIM_KEYS: JSON.stringify(publicHalves(claimKeys)),
})

const identityVariable = (issuer: string) => `${issuer.toUpperCase()}_IDENTITY_KEY`

const formerKey = z.looseObject({ crv: z.literal('Ed25519'), d: z.string() })

/**
 * A `.env` of an earlier version, in which one Ed25519 key of each process signed both its requests to sisters and its
 * claims, as this version needs it. Claims are signed as before, so that the links in mails that were sent stay good; all
 * other lines stay as they are. One that lacks only the key of a company that it did not know gets that. Null: it is of this
 * version.
 */
export const renewedEnvironment = async (text: string): Promise<string | null> => {
  const written = parseEnv(text)
  const keyOf = (issuer: string) => formerKey.safeParse(json(written[identityVariable(issuer)])).data
  if (!claimIssuers.every(keyOf)) return (await missingCompanies(text)) === undefined ? null : withCompanies(text)
  const fresh = await makeSecrets()
  const claimKeys = Object.fromEntries(claimIssuers.map((issuer) => [issuer, keyOf(issuer)]))
  const renewed = keysBetweenServices({ ...fresh, claimKeys: claimKeys as Secrets['claimKeys'] })
  const kept = text.split('\n').filter((line) => !((/^\s*(?:export\s+)?(\w+)\s*=/.exec(line)?.[1] ?? '') in renewed))
  return withCompanies(`${kept.join('\n').trimEnd()}\n${dotEnv(renewed)}`)
}

/** Lines of companies' keys that are not there. */
const missingCompanies = async (text: string): Promise<string | undefined> => {
  const written = parseEnv(text)
  const missing = Object.entries(laterCompanies(await makeSecrets())).filter(([name]) => written[name] === undefined)
  return missing.length === 0 ? undefined : dotEnv(Object.fromEntries(missing))
}

const withCompanies = async (text: string): Promise<string> => {
  const missing = await missingCompanies(text)
  return missing === undefined ? text : `${text.trimEnd()}\n${missing}`
}

const json = (text = ''): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** In single quotes nothing is substituted: neither the quotes of JSON nor a dollar sign. */
export const dotEnv = (values: Record<string, string>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}='${value}'\n`)
    .join('')
