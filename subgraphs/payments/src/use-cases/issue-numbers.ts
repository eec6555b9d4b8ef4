import type { Service } from '../context.ts'

const AT_ONCE = 500

/**
 * Gives what was captured and refunded its receipt and credit note numbers, and promises the documents. Any number of
 * replicas may call it: one works at a time, the others leave at once. Answers whether there may be more.
 */
export async function issueNumbers({ sql, now }: Pick<Service, 'sql' | 'now'>): Promise<boolean> {
  const [row] = await sql<{ issued: number }[]>`select issue_numbers(${now().toISOString()}, ${AT_ONCE}) as issued`
  return (row?.issued ?? 0) >= AT_ONCE
}
