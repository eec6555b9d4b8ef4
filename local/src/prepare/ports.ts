import { once } from 'node:events'
import net from 'node:net'

import { CannotStart } from '../embedded/cannot-start.ts'
import type { Port } from '../service.ts'

/** The port as the user's environment moves it. */
export const portNumber = (port: Port, environment: NodeJS.ProcessEnv): number => {
  const given = environment[port.moves]
  if (given === undefined || given === '') return port.usual
  const number = Number(given)
  if (Number.isInteger(number) && number > 0 && number < 65536) return number
  throw new CannotStart(`${port.moves}=${given} is not a port`, 'A port is a whole number from 1 to 65535.')
}

const isFree = async (port: number): Promise<boolean> => {
  const server = net.createServer().listen({ port, host: '127.0.0.1', exclusive: true })
  try {
    await once(server, 'listening')
    server.close()
    await once(server, 'close')
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES'))
      return false
    throw error
  }
}

export interface WantedPort {
  port: Port
  /** Who wants it, for the message. */
  by: string
}

/** Looks at every port before anything is started: one message names all that are taken and how to move them. */
export const refuseBusyPorts = async (wanted: WantedPort[], environment: NodeJS.ProcessEnv): Promise<void> => {
  const looked = await Promise.all(
    wanted.map(async ({ port, by }) => {
      const number = portNumber(port, environment)
      return { by, number, moves: port.moves, free: await isFree(number) }
    }),
  )
  const busy = looked.filter(({ free }) => !free)
  const [first] = busy
  if (!first) return
  const list = busy.map(({ number, by, moves }) => `${number} (${by}; ${moves} moves it)`).join(', ')
  const example = busy.map(({ number, moves }) => `${moves}=${number + 1000 < 65536 ? number + 1000 : number - 1000}`)
  throw new CannotStart(
    `another program listens on ${busy.length === 1 ? 'port' : 'the ports'} ${list}`,
    `End that program, or choose another place: ${example.join(' ')} npm start`,
  )
}
