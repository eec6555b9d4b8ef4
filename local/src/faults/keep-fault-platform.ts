import { once } from 'node:events'

import { startFaultPlatform } from './start-fault-platform.ts'

// For developers: `node local/src/faults/keep-fault-platform.ts` keeps one fault platform, so that a test file run again
// and again need not start its own. Its data end with Ctrl-C.
const { platform, stop } = await startFaultPlatform()
console.log(`export FAULT_PLATFORM='${JSON.stringify(platform)}'`)
await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
await stop()
