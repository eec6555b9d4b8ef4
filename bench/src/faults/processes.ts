import type { Platform } from '../platform.ts'

/** Every process of the booking path; the bank and the partners are other companies', which die too. */
export const bookingPath = [
  'gateway',
  'reservations',
  'payments',
  'customers',
  'hotels',
  'workers',
  'documents',
  'web',
  'bank',
  'partner',
  'bedbank',
] as const
export type PartName = (typeof bookingPath)[number]

/** SIGKILL: the process has no say in it. False: it does not run just now. */
export const kill = ({ runnerOf }: Pick<Platform, 'runnerOf'>, name: string): boolean => {
  const { pid, state } = runnerOf(name).snapshot()
  if (pid === undefined || state === 'stopping' || state === 'stopped') return false
  try {
    process.kill(pid, 'SIGKILL')
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false
    throw error
  }
}

/** The processes of ours that run, by their number: another number is another life. */
export const livesOf = ({ running }: Pick<Platform, 'running'>): Map<string, number | undefined> =>
  new Map(running.services.map(({ service, runner }) => [service.name, runner.snapshot().pid]))
