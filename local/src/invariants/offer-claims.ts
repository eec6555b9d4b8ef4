import type { PendingQuery, Row, Sql } from 'postgres'

/**
 * The claims of the offer of a reservation `r`, as jsonb, decoded by Postgres: the offers themselves (a signed token,
 * some kilobytes each) stay where they are.
 */
export const claimsOfOffer = (sql: Sql): PendingQuery<Row[]> => sql`(
  select convert_from(decode(part || repeat('=', (4 - length(part) % 4) % 4), 'base64'), 'UTF8')::jsonb
    from (select translate(split_part(r.offer, '.', 2), '-_', '+/') as part) token)`
