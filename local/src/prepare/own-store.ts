import type { DatabaseName } from '../service.ts'

/** The name of a database's server among the stores, and of its folder, where each has a server of its own. */
export const ownStore = (name: DatabaseName): string => `postgres-${name}`
