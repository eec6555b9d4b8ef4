import type net from 'node:net'

/**
 * Ends a connection as a process that dies ends it: by a reset. One that is not yet open, or is just being closed, cannot
 * be reset (libuv refuses, and the handle stays): it is closed.
 */
export const cutOff = (socket: net.Socket): void => {
  if (socket.connecting || socket.writableEnded) socket.destroy()
  else socket.resetAndDestroy()
}
