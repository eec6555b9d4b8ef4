import { cpuMs } from './cpu.ts'
import type { Platform } from './platform.ts'

/** On the way of a booking: what the figure of CPU a booking is the sum of. */
export const bookingPath = ['gateway', 'reservations', 'customers', 'payments', 'hotels']
/** Ours, but after the booking: papers and mails leave by queue. */
export const afterwards = ['workers', 'documents', 'web']
/** Other companies' and the stores. */
export const others = ['bank', 'partner', 'bedbank', 'mailbox', 'store', 'postgres', 'redis']

export const everybody = [...bookingPath, ...afterwards, ...others]

export const pidOf = (platform: Platform, name: string): number => {
  const { pid } = platform.runnerOf(name).snapshot()
  if (pid === undefined) throw new Error(`${name} does not run`)
  return pid
}

/** Milliseconds of processor time each part has used so far. */
export const cpuOfAll = (platform: Platform): Record<string, number> =>
  Object.fromEntries(everybody.map((name) => [name, cpuMs(pidOf(platform, name))]))

export const cpuBetween = (before: Record<string, number>, after: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.entries(after).map(([name, ms]) => [name, ms - (before[name] ?? 0)]))

/** All processes but the stores: with one signal they stand still, so that a slice of the limit has the machine for itself. */
export const signalPlatform = (platform: Platform, signal: 'SIGSTOP' | 'SIGCONT'): void => {
  for (const name of everybody) {
    if (name === 'postgres' || name === 'redis') continue
    const { pid } = platform.runnerOf(name).snapshot()
    if (pid !== undefined) process.kill(-pid, signal) // its group: workers have processes of their own
  }
}
