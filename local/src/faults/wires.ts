import type { Reach } from '../runner/service-environment.ts'
import { type FaultProxy, openFaultProxy, type Target } from './fault-proxy.ts'
import type { Fault } from './fault.ts'

/** One way from a process to what it asks, with a proxy of its own on it. */
export interface Arrow {
  from: string
  /** A process of the platform's table, or a store. */
  to: string
  proxy: FaultProxy
}

export interface Wires {
  /** Lays an arrow when it is asked for the first time, and answers the address at its near end. */
  reach: Reach
  arrows: () => Arrow[]
  /** Those between the two; a missing end means anyone. */
  between: (from: string | undefined, to: string | undefined) => Arrow[]
  set: (arrows: Arrow[], fault: Fault | undefined) => Promise<void>
  close: () => Promise<void>
}

interface Laid extends Arrow {
  target: Target | undefined
}

const usualPorts: Record<string, number> = {
  'http:': 80,
  'https:': 443,
  'smtp:': 25,
  'redis:': 6379,
  'postgres:': 5432,
}

/**
 * The wires of a platform: every address that a process is told leads through a proxy of its own. A process is told its
 * addresses before anything runs and without waiting, so the proxies listen beforehand and learn their target later.
 */
export const openWires = async (most: number): Promise<Wires> => {
  const laid: Laid[] = []
  const spare: Laid[] = await Promise.all(
    Array.from({ length: most }, async () => {
      const arrow: Omit<Laid, 'proxy'> = { from: '', to: '', target: undefined }
      const proxy = await openFaultProxy(() => whole.target)
      const whole: Laid = Object.assign(arrow, { proxy })
      return whole
    }),
  )
  const reach: Reach = (from, to, address) => {
    const url = new URL(address)
    const target = { host: url.hostname, port: Number(url.port) || (usualPorts[url.protocol] ?? 0) }
    const known = laid.find((arrow) => arrow.from === from && arrow.to === to && arrow.target?.port === target.port)
    const arrow = known ?? spare.pop()
    if (!arrow) throw new Error(`more than ${most} arrows: there is no proxy left from ${from} to ${to}`)
    if (!known) laid.push(Object.assign(arrow, { from, to, target }))
    url.hostname = '127.0.0.1'
    url.port = String(arrow.proxy.port)
    return address.endsWith('/') ? url.href : url.href.replace(/\/$/, '')
  }
  return {
    reach,
    arrows: () => [...laid],
    between: (from, to) =>
      laid.filter((arrow) => (from === undefined || arrow.from === from) && (to === undefined || arrow.to === to)),
    set: async (arrows, fault) => void (await Promise.all(arrows.map(({ proxy }) => proxy.set(fault)))),
    close: async () => void (await Promise.all([...laid, ...spare].map(({ proxy }) => proxy.close()))),
  }
}
