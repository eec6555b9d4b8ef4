import net from 'node:net'

import { cutOff } from './cut-off.ts'
import type { Target } from './fault-proxy.ts'
import type { Fault } from './fault.ts'
import { garbageOf } from './garbage.ts'
import { createLane, type Lane } from './lane.ts'
import { collectRequest } from './whole-request.ts'

/** The connections of one proxy, and what befalls the requests on them. */
export const createExchanges = () => {
  let current: Fault | undefined
  let left = Infinity
  let befallen = 0
  let ending = new AbortController()

  const set = (fault: Fault | undefined) => {
    ending.abort()
    ending = new AbortController()
    current = fault
    left = fault && 'times' in fault && fault.times !== undefined ? fault.times : Infinity
  }

  /** What befalls the request that begins with these bytes. Each counts once. */
  const befalls = (piece: Buffer): { fault: Fault; ended: AbortSignal } | undefined => {
    if (!current || left <= 0) return undefined
    if ('when' in current && current.when !== undefined && !piece.includes(current.when)) return undefined
    left -= 1
    befallen += 1
    return { fault: current, ended: ending.signal }
  }

  const join = (client: net.Socket, upstream: net.Socket, target: Target) => {
    const there = createLane(upstream)
    const back = createLane(client)
    /** What has taken hold of the request under way. */
    let held: Hold | undefined
    let replied = false
    client.on('data', (piece: Buffer) => {
      if (replied && !held?.lasts) held = undefined // another request begins
      replied = false
      const found = held ? undefined : befalls(piece)
      if (found) held = takeHold(found.fault, found.ended, { client, upstream, target, there, back })
      if (held) held.request(piece)
      else there.pass(piece)
    })
    upstream.on('data', (piece: Buffer) => {
      replied = true
      if (held) held.reply(piece)
      else back.pass(piece)
    })
    client.on('end', () => there.end())
    upstream.on('end', () => back.end())
  }

  return { set, join, fault: () => (left > 0 ? current : undefined), befallen: () => befallen }
}

interface Between {
  client: net.Socket
  upstream: net.Socket
  target: Target
  there: Lane
  back: Lane
}

/** What a fault does with the pieces of the connection that it took hold of. */
interface Hold {
  /** The connection does not outlive it, so that nothing else can befall it. */
  lasts: boolean
  request: (piece: Buffer) => void
  reply: (piece: Buffer) => void
}

const takeHold = (fault: Fault, ended: AbortSignal, { client, upstream, target, there, back }: Between): Hold => {
  const pass: Hold = { lasts: false, request: there.pass, reply: back.pass }
  const cut = () => {
    cutOff(client)
    cutOff(upstream)
  }
  const swallow = () => undefined
  switch (fault.kind) {
    case 'refuse':
      return pass // the proxy itself does not listen
    case 'reset':
      return { lasts: true, request: cut, reply: swallow }
    case 'black hole':
      ended.addEventListener('abort', cut, { once: true })
      return { lasts: true, request: swallow, reply: swallow }
    case 'latency': {
      const late = (lane: Lane) => (piece: Buffer) => lane.pass(piece, fault.ms, ended)
      return fault.of === 'request' ? { ...pass, request: late(there) } : { ...pass, reply: late(back) }
    }
    case 'bandwidth':
      return { ...pass, reply: (piece) => back.trickle(piece, fault.bytesPerSecond, ended) }
    case 'truncate': {
      let left = fault.bytes
      return {
        lasts: true,
        request: there.pass,
        reply: (piece) => {
          back.pass(piece.subarray(0, left))
          left -= piece.length
          if (left < 0) back.afterAll(cut)
        },
      }
    }
    case 'drop reply':
      return { lasts: true, request: there.pass, reply: cut }
    case 'garbage': {
      let answered = false
      const answer = () => {
        if (answered) return
        answered = true
        client.end(garbageOf(fault))
        upstream.destroy()
      }
      return fault.reached
        ? { lasts: true, request: there.pass, reply: answer }
        : { lasts: true, request: answer, reply: swallow }
    }
    case 'duplicate': {
      const collect = collectRequest((whole) => {
        const twin = net.connect(target, () => twin.end(whole))
        twin.on('error', swallow).resume() // its reply is for nobody
      })
      return {
        ...pass,
        request: (piece) => {
          collect(piece)
          there.pass(piece)
        },
      }
    }
  }
}
