import type { Service } from '../context.ts'

const AT_ONCE = 16

/** Open payments (or refunds) whose time has come, leased to this process: each goes to one process. */
export type Claim = (sql: Service['sql'], limit: number, leaseMs: number, now: Date) => Promise<string[]>

/** Ask the bank about what is open. One that fails is told and tried again; the others go on. Answers whether there may be more. */
export async function sweep(
  service: Service,
  claim: Claim,
  settle: (id: string) => Promise<unknown>,
): Promise<boolean> {
  const { sql, now, logger, underWay, leaseMs } = service
  const ids = await claim(sql, AT_ONCE, leaseMs, now())
  await Promise.all(
    ids.map((id) =>
      underWay
        .start(id, () => settle(id))
        .catch((error: unknown) =>
          logger.error({ err: error, id }, 'what is open could not be settled, it is tried again'),
        ),
    ),
  )
  return ids.length === AT_ONCE
}
