import { connectLimitStore, createLimiter, type Limit, secondsToWait } from '@staygraph/subgraph-kit/limit-store'
import type { Logger } from '@staygraph/subgraph-kit/log'

/** What one person mistypes, what one account bears from everywhere, what one address may try on all accounts. */
const limits = {
  accountFromHere: { points: 5, alone: 3, duration: 900 },
  account: { points: 50, alone: 10, duration: 3_600 },
  here: { points: 60, alone: 15, duration: 900 },
  registrations: { points: 30, alone: 8, duration: 3_600 },
} satisfies Record<string, Limit>

export type Attempts = Awaited<ReturnType<typeof openAttempts>>

/** Counts attempts to sign in and to register. An attempt is counted before it is judged, so that many at once count too. */
export async function openAttempts(redisUrl: string, logger: Logger) {
  const redis = await connectLimitStore(redisUrl, logger)
  const limiter = (name: keyof typeof limits) => createLimiter(redis, `customers:attempts:${name}`, limits[name])
  const accountFromHere = limiter('accountFromHere')
  const account = limiter('account')
  const here = limiter('here')
  const registrations = limiter('registrations')
  const pair = (emailKey: string, client: string) => `${client} ${emailKey}`

  return {
    /** Seconds until this may be tried again; 0: now. The account need not exist. */
    signIn: async (emailKey: string, client: string): Promise<number> =>
      (await secondsToWait(here, client)) ||
      (await secondsToWait(accountFromHere, pair(emailKey, client))) ||
      (await secondsToWait(account, emailKey)),
    /** The right password was given: what was counted against its owner is forgotten. */
    signedIn: async (emailKey: string, client: string): Promise<void> => {
      await Promise.all([accountFromHere.delete(pair(emailKey, client)), account.delete(emailKey), here.reward(client)])
    },
    register: (client: string): Promise<number> => secondsToWait(registrations, client),
    close: () => redis.disconnect(),
  }
}
