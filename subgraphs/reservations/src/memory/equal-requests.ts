/**
 * Equal requests under way in this process are one request: the second one gets the answer of the first. Between
 * processes the idempotency key in the database does the same.
 */
export function createEqualRequests() {
  const underWay = new Map<string, Promise<unknown>>()
  return function once<T>(name: string, work: () => Promise<T>): Promise<T> {
    const known = underWay.get(name)
    if (known) return known as Promise<T> // one name is one kind of work
    const begun = work().finally(() => underWay.delete(name))
    underWay.set(name, begun)
    return begun
  }
}
export type EqualRequests = ReturnType<typeof createEqualRequests>
