import { once } from 'node:events'
import net from 'node:net'

import { cutOff } from './cut-off.ts'
import { createExchanges } from './exchange.ts'
import type { Fault } from './fault.ts'

export interface Target {
  host: string
  port: number
}

export interface FaultProxy {
  /** Where whoever should be disturbed connects, on 127.0.0.1. */
  port: number
  /** What goes wrong from now on; nothing when undefined. */
  set: (fault: Fault | undefined) => Promise<void>
  /**
   * Whether somebody listens at the target. A proxy can only accept first and then see that nobody does, and to be
   * refused is something else than to be cut: so it does not listen either while this is false.
   */
  present: (there: boolean) => Promise<void>
  snapshot: () => { fault: Fault | undefined; connections: number; befallen: number }
  /** Resets every connection that is open, once. */
  cut: () => void
  close: () => Promise<void>
}

/** Stands between two processes and passes every byte on, both ways, until it is told what shall go wrong. */
export const openFaultProxy = async (targetOf: () => Target | undefined): Promise<FaultProxy> => {
  const open = new Set<net.Socket>()
  const exchanges = createExchanges()
  let present = true
  let closed = false

  const server = net.createServer({ noDelay: true, allowHalfOpen: true }, (client) => {
    client.on('error', () => undefined) // each side's end is the other's, and is seen as `close`
    const target = targetOf()
    if (!target) return cutOff(client)
    const upstream = net.connect({ ...target, noDelay: true, allowHalfOpen: true })
    upstream.on('error', () => undefined)
    for (const socket of [client, upstream]) open.add(socket)
    client.on('close', (lost) => {
      open.delete(client)
      if (lost || !client.readableEnded) cutOff(upstream)
      else upstream.destroySoon()
    })
    upstream.on('close', (lost) => {
      open.delete(upstream)
      if (client.writableEnded) return client.destroySoon() // it has its answer, and is just leaving
      if (lost || !upstream.readableEnded) cutOff(client)
      else client.end()
    })
    exchanges.join(client, upstream, target)
  })
  const listen = async (port: number): Promise<number> => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    return (server.address() as net.AddressInfo).port
  }
  const cut = () => {
    for (const socket of open) cutOff(socket)
  }
  const port = await listen(0)

  let turn = Promise.resolve()
  /** Listens or not, as all that was said until now wants it. */
  const follow = (): Promise<void> => {
    turn = turn.then(async () => {
      const wanted = present && !closed && exchanges.fault()?.kind !== 'refuse'
      if (wanted === server.listening) return
      if (wanted) return void (await listen(port))
      const quiet = once(server, 'close')
      server.close()
      cut()
      await quiet
    })
    return turn
  }
  return {
    port,
    cut,
    set: (fault) => {
      exchanges.set(fault)
      return follow()
    },
    present: (there) => {
      present = there
      return follow()
    },
    snapshot: () => ({ fault: exchanges.fault(), connections: open.size / 2, befallen: exchanges.befallen() }),
    close: () => {
      closed = true
      exchanges.set(undefined)
      return follow()
    },
  }
}
